<?php

declare(strict_types=1);

namespace StandIn;

/** The admin area: our own markup, laid out as a hosting company's pages are. */
final class Layout
{
    private const STYLE = <<<'CSS'
:root{--bg:#f4f5f7;--card:#fff;--text:#22272e;--muted:#5b6570;--line:#dfe3e8;--brand:#1d6fa5}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 "Open Sans",system-ui,sans-serif;background:var(--bg);color:var(--text)}
header{background:var(--card);border-bottom:1px solid var(--line);padding:14px 24px;font-weight:600;display:flex;gap:24px;flex-wrap:wrap}
header a{color:inherit;text-decoration:none}header span{font-weight:400;color:var(--muted)}
.page{max-width:1180px;margin:0 auto;padding:24px 16px;display:grid;gap:20px;grid-template-columns:220px minmax(0,1fr)}
nav,.box{background:var(--card);border:1px solid var(--line);border-radius:8px}.box{margin-bottom:20px}
nav{align-self:start}nav h2,.box h1,.box h2{font-size:14px;margin:0;padding:10px 14px;border-bottom:1px solid var(--line)}
nav a,nav button{display:block;width:100%;text-align:start;padding:8px 14px;color:var(--text);text-decoration:none;background:none;border:0;font:inherit}
.box h1{font-size:16px}.inside{padding:16px}
input,select{font:inherit;padding:8px 10px;border:1px solid #85909c;border-radius:6px;background:var(--card);color:var(--text)}
.page main button,.btn{font:inherit;padding:8px 12px;border:1px solid #1d6fa5;border-radius:6px;background:#1d6fa5;color:#fff;cursor:pointer;text-decoration:none;display:inline-block}
.btn-default{background:none;border-color:#85909c;color:var(--text)}.row{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:12px}
.alert{padding:10px 14px;border-radius:6px;border:1px solid var(--line);margin:0 0 16px;background:#eef4fa;color:#1c3b57}
.alert-danger{background:#fbeceb;color:#7a1f18}.alert-warning{background:#fdf4e3;color:#6b4a08}.alert-success{background:#e9f6ec;color:#1d5a2c}
table{border-collapse:collapse;width:100%;font-size:14px}td,th{border-top:1px solid var(--line);padding:7px 10px;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{color:var(--muted);font-weight:600;width:180px;min-width:150px}.label{padding:2px 8px;border-radius:4px;font-size:12px;color:#fff;background:#5b6570}
.label-success{background:#1f7a38}.label-info{background:#1d6fa5}.label-warning{background:#8a5a00}.label-danger{background:#b3261e}.text-danger{color:#b3261e}
input:not([type=checkbox]){width:100%}small{display:block;color:var(--muted)}table+button{margin-top:12px}
a{color:var(--brand)}@media(max-width:760px){.page{grid-template-columns:minmax(0,1fr);padding:12px}}
CSS;

    public static function text(mixed $value): string
    {
        return htmlspecialchars(is_scalar($value) ? (string) $value : (string) json_encode($value), ENT_QUOTES);
    }

    public static function page(string $title, string $side, string $body): void
    {
        header('Content-Type: text/html; charset=utf-8');
        echo '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>', self::text($title), '</title><style>', self::STYLE, '</style>',
            '<header><a href="/admin">Brightwood Hosting <span>Admin area</span></a></header><div class="page"><nav aria-label="Sections">', $side, '</nav><main>', $body, '</main></div></html>';
    }

    public static function adminSide(): string
    {
        $services = implode('', array_map(static fn (array $one): string => "<a href=\"/admin/service?id={$one['id']}\">#{$one['id']} " . self::text($one['domain'] === '' ? 'Hosting' : $one['domain']) . '</a>', array_slice(array_reverse(State::read()['tblhosting']), 0, 12)));
        $products = implode('', array_map(static fn (array $one): string => "<a href=\"/admin/product?id={$one['id']}\">" . self::text($one['name']) . '</a>', State::read()['tblproducts']));
        return "<h2>Services</h2>$services<h2>Setup</h2><a href=\"/admin/server\">Servers</a>$products<h2>Utilities</h2><a href=\"/admin\">Logs and mails</a><h2>See also</h2><a href=\"/\">Client area</a>";
    }

    /** @param list<array<string, mixed>> $rows */
    public static function table(array $rows): string
    {
        if ($rows === []) {
            return '<p>Nothing yet.</p>';
        }
        $head = implode('', array_map(static fn (string $name): string => '<th scope="col">' . self::text($name) . '</th>', array_keys($rows[0])));
        return "<table><tr>$head</tr>" . implode('', array_map(static fn (array $row): string => '<tr>' . implode('', array_map(static fn (mixed $value): string => '<td>' . self::text($value) . '</td>', $row)) . '</tr>', $rows)) . '</table>';
    }

    /**
     * As much of Smarty as the module's templates may use: escaped values, and comments.
     *
     * @param array<string, mixed> $variables
     */
    public static function smarty(string $file, array $variables): string
    {
        $text = (string) preg_replace('/\{\*.*?\*\}/s', '', (string) file_get_contents($file));
        $text = (string) preg_replace_callback('/\{\$(\w+)\.(\w+)\|escape:\'html\'\}/', static fn (array $found): string => htmlspecialchars((string) $variables[$found[1]][$found[2]], ENT_QUOTES), $text);
        return preg_match('/\{\S/', $text) === 1 ? throw new \RuntimeException('The template holds more than escaped values') : $text;
    }
}
