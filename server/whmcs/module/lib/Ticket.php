<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/**
 * What the frame comes in with: signed here, without asking anybody, so that the page is never kept waiting. The key is
 * derived from the API key, which itself signs nothing.
 */
final class Ticket
{
    public const SECONDS = 120;

    public static function sign(Server $server, string $serviceId, string $theme, string $language, Visitor $visitor): string
    {
        $now = time();
        $act = $visitor->isStaff() ? 'admin' : ($visitor->masquerading ? 'masquerade' : 'client');
        $person = $act === 'client' || $visitor->admin === null ? ['uid' => $visitor->userId] : ['uid' => $visitor->admin['id'], 'name' => $visitor->admin['name']];
        $claims = [
            'v' => 1, 'iss' => Whmcs::origin(), 'kid' => substr($server->key, 0, 9), 'svc' => $serviceId, 'cid' => $visitor->clientId, 'act' => $act, ...$person,
            'lang' => $language, 'theme' => $theme, 'iat' => $now, 'exp' => $now + self::SECONDS, 'jti' => bin2hex(random_bytes(16)),
        ];
        $body = self::base64url(json_encode($claims, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE));
        $key = self::base64url(hash_hmac('sha256', 'embed/v1', $server->key, true));
        return $body . '.' . self::base64url(hash_hmac('sha256', $body, $key, true));
    }

    private static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }
}
