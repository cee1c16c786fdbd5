<?php

declare(strict_types=1);

namespace StandIn;

/**
 * The client area in the manner of WHMCS's stock themes: our own markup and CSS, with the boxes and the class names that a
 * module's part of a page stands in. Six is of Bootstrap 3, the other two of Bootstrap 4; dark is Nexus as a theme of
 * somebody else's may be.
 */
final class Theme
{
    private const NAMES = ['six' => 'Six', 'twenty-one' => 'Twenty-One', 'nexus' => 'Nexus', 'dark' => 'Dark'];

    private readonly bool $three;

    private function __construct(private readonly string $name)
    {
        $this->three = $name === 'six';
    }

    /** By the address, and from then on by a cookie. */
    public static function chosen(): self
    {
        $asked = (string) ($_GET['theme'] ?? $_COOKIE['theme'] ?? '');
        $name = isset(self::NAMES[$asked]) ? $asked : 'nexus';
        if (isset($_GET['theme'])) {
            header("Set-Cookie: theme=$name; Path=/; SameSite=Lax");
        }
        return new self($name);
    }

    /** @param array<string, list<string>> $side items under their headings */
    public function page(string $title, array $side, string $body): void
    {
        $read = static fn (string $file): string => (string) file_get_contents(__DIR__ . "/../themes/$file");
        $style = $this->three ? $read('six.css') : $read('bootstrap4.css') . $read($this->name === 'twenty-one' ? 'twenty-one.css' : 'nexus.css');
        $cards = implode('', array_map(fn (string $heading, array $items): string => $this->three
            ? "<div class=\"panel panel-sidebar panel-default\"><div class=\"panel-heading\"><h3 class=\"panel-title\">$heading</h3></div><div class=\"list-group\">" . implode('', $items) . '</div></div>'
            : "<div class=\"card card-sidebar\"><div class=\"card-header\"><h3 class=\"card-title\">$heading</h3></div><div class=\"list-group list-group-flush\">" . implode('', $items) . '</div></div>', array_keys($side), $side));
        $main = $this->three
            ? "<div class=\"col-md-3 pull-md-left sidebar\">$cards</div><div class=\"col-md-9 pull-md-right main-content\">$body</div><div class=\"clearfix\"></div>"
            : "<div class=\"col-lg-4 col-xl-3\"><div class=\"sidebar\">$cards</div></div><div class=\"col-lg-8 col-xl-9 primary-content\">$body</div>";
        $others = implode(' · ', array_map(static fn (string $name, string $label): string => '<a href="?' . Layout::text(http_build_query(['theme' => $name] + $_GET)) . "\">$label</a>", array_keys(self::NAMES), self::NAMES));
        $dark = $this->name === 'dark' ? ' data-theme="dark"' : '';
        header('Content-Type: text/html; charset=utf-8');
        echo "<!doctype html><html lang=\"en\"$dark><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>", Layout::text($title), "</title><style>$style</style>",
            '<body><section id="header" class="header"><div class="container"><a class="logo" href="/">Brightwood Hosting</a></div></section>',
            "<section id=\"main-body\"><div class=\"container\"><div class=\"row\">$main</div></div></section>",
            "<section id=\"footer\" class=\"footer\"><div class=\"container\">Theme: $others</div></section><script>", $read('tabs.js'), '</script></body></html>';
    }

    public function link(string $label, string $href, string $more = ''): string
    {
        return '<a class="list-group-item list-group-item-action" href="' . Layout::text($href) . "\" $more>" . Layout::text($label) . '</a>';
    }

    public function button(string $label, string $name, string $value): string
    {
        return "<form method=\"post\"><button class=\"list-group-item list-group-item-action\" name=\"$name\" value=\"$value\">" . Layout::text($label) . '</button></form>';
    }

    public function alert(string $text): string
    {
        return '<div class="alert alert-danger text-center" role="alert">' . Layout::text($text) . '</div>';
    }

    public function card(string $title, string $html): string
    {
        return $this->three
            ? "<div class=\"panel panel-default\"><div class=\"panel-heading\"><h3 class=\"panel-title\">$title</h3></div><div class=\"panel-body\">$html</div></div>"
            : "<div class=\"card\"><div class=\"card-body\"><h3 class=\"card-title\">$title</h3>$html</div></div>";
    }

    /** @param array<string, string> $facts */
    public function product(string $name, string $status, array $facts): string
    {
        $half = implode('', array_map(static fn (string $label, string $value): string => "<h4>$label</h4>$value", array_keys($facts), $facts));
        $details = '<div class="product-details clearfix"><div class="row"><div class="col-md-6"><div class="product-status product-status-' . strtolower($status) . '"><div class="product-icon text-center"><h3>'
            . Layout::text($name) . "</h3><h4>Hosting</h4></div><div class=\"product-status-text\">$status</div></div></div><div class=\"col-md-6 text-center\">$half</div></div></div>";
        return $this->three ? $details : "<div class=\"card\"><div class=\"card-body\">$details</div></div>";
    }

    /** @param array<string, array{string, string}> $tabs label and content by the pane's name; the first is open */
    public function tabs(array $tabs): string
    {
        $first = array_key_first($tabs);
        $links = implode('', array_map(fn (string $id, array $tab): string => $this->three
            ? '<li' . ($id === $first ? ' class="active"' : '') . "><a href=\"#$id\" data-toggle=\"tab\">$tab[0]</a></li>"
            : '<li class="nav-item"><a class="nav-link' . ($id === $first ? ' active' : '') . "\" href=\"#$id\" data-toggle=\"tab\">$tab[0]</a></li>", array_keys($tabs), $tabs));
        $panes = implode('', array_map(fn (string $id, array $tab): string => $this->pane($id, $id === $first, $tab[1], ' text-center'), array_keys($tabs), $tabs));
        return $this->three
            ? "<div class=\"row clearfix\"><div class=\"col-xs-12\"><ul class=\"nav nav-tabs nav-tabs-overflow\">$links</ul></div></div><div class=\"tab-content product-details-tab-container\">$panes</div>"
            : "<ul class=\"nav nav-tabs responsive-tabs-sm\">$links</ul><div class=\"tab-content bg-white product-details-tab-container\">$panes</div>";
    }

    public function pane(string $id, bool $open, string $html, string $more = ''): string
    {
        return '<div class="tab-pane fade' . ($open ? ($this->three ? ' in active' : ' show active') : '') . "$more\" id=\"$id\">$html</div>";
    }

    /** @param array<string, mixed> $rows */
    public function rows(array $rows): string
    {
        return implode('', array_map(static fn (mixed $label, mixed $value): string => '<div class="row"><div class="col-sm-5 text-right"><strong>' . Layout::text($label) . '</strong></div><div class="col-sm-7 text-left">' . Layout::text($value) . '</div></div>', array_keys($rows), $rows));
    }
}
