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
        $read = static fn (string $name): array => require __DIR__ . "/../lang/$name.php";
        return new self($language, $read($language) + $read('english'));
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
