<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What customers read. A language that we do not have is English. */
final class Words
{
    private const LANGUAGES = ['english', 'german', 'arabic'];

    /** @param array<string, string> $words */
    private function __construct(private readonly string $language, private readonly array $words)
    {
    }

    public static function in(string $language): self
    {
        $language = in_array($language, self::LANGUAGES, true) ? $language : 'english';
        return new self($language, self::read($language) + self::read('english'));
    }

    /** A host may have changed its words, and broken the file: then English stands in. @return array<string, string> */
    private static function read(string $language): array
    {
        try {
            return require __DIR__ . "/../lang/$language.php";
        } catch (\Throwable $fault) {
            Whmcs::logFault('words', $fault);
            return [];
        }
    }

    /** @param array<string, mixed> $params */
    public static function of(array $params): self
    {
        return self::in(Frame::language($params));
    }

    public static function ofVisitor(): self
    {
        return self::in(self::chosen());
    }

    /** What the visitor chose for this visit, before what their record says. */
    public static function chosen(): string
    {
        $language = strtolower(Text::plain($_SESSION['Language'] ?? ''));
        return preg_match('/^[a-z_-]{1,32}$/', $language) === 1 ? $language : '';
    }

    public function say(string $key): string
    {
        return $this->words[$key] ?? $key;
    }

    public function direction(): string
    {
        return $this->language === 'arabic' ? 'rtl' : 'ltr';
    }
}
