<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** Our own templates where WHMCS has no Smarty at hand: they hold nothing but escaped values. */
final class Template
{
    /** @param array<string, string> $values */
    public static function render(string $name, array $values): string
    {
        $text = (string) file_get_contents(__DIR__ . "/../templates/$name.tpl");
        $text = (string) preg_replace('/\{\*.*?\*\}\s*/s', '', $text);
        return (string) preg_replace_callback('/\{\$hostwright\.(\w+)\|escape:\'html\'\}/', static fn (array $found): string => Text::html($values[$found[1]] ?? ''), $text);
    }
}
