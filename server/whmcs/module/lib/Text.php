<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What WHMCS hands over, as plain text; and what we hand over, fit to be shown. */
final class Text
{
    public static function plain(mixed $value): string
    {
        return is_scalar($value) ? trim((string) $value) : '';
    }

    /** Names and fields come with HTML entities in them; passwords are never read by this. */
    public static function decoded(mixed $value): string
    {
        return trim(html_entity_decode(self::utf8(self::plain($value)), ENT_QUOTES | ENT_HTML5, 'UTF-8'));
    }

    /** What is not UTF-8 is taken for the old western encoding that it usually is. */
    public static function utf8(string $value): string
    {
        if (self::isUtf8($value)) {
            return $value;
        }
        return function_exists('mb_convert_encoding') ? (string) mb_convert_encoding($value, 'UTF-8', 'Windows-1252') : (string) preg_replace('/[^\x00-\x7f]/', '?', $value);
    }

    public static function isUtf8(string $value): bool
    {
        return preg_match('//u', $value) === 1;
    }

    public static function isOn(mixed $value): bool
    {
        return in_array($value, [true, 1, '1', 'on', 'yes', 'true'], true);
    }

    /**
     * One line for an admin's screen: no markup, no control characters, none of the secrets.
     *
     * @param list<string> $secrets
     */
    public static function sentence(string $text, array $secrets = [], int $most = 300): string
    {
        foreach ($secrets as $secret) {
            if (strlen($secret) >= 4) {
                $text = str_replace(self::forms($secret), '••••', $text);
            }
        }
        $line = trim((string) preg_replace('/[\s\p{C}]+/u', ' ', strip_tags(self::utf8($text))));
        return preg_match("/^.{0,$most}/us", $line, $cut) === 1 && $cut[0] !== $line ? "$cut[0]…" : $line;
    }

    /**
     * A secret as it may turn up.
     *
     * @return list<string>
     */
    public static function forms(string $secret): array
    {
        $json = (string) json_encode($secret, JSON_INVALID_UTF8_SUBSTITUTE);
        $slashes = (string) json_encode($secret, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        return array_values(array_unique([$secret, substr($json, 1, -1), substr($slashes, 1, -1), rawurlencode($secret), urlencode($secret), htmlspecialchars($secret, ENT_QUOTES), base64_encode($secret)]));
    }

    public static function html(string $text): string
    {
        return htmlspecialchars(self::utf8($text), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }
}
