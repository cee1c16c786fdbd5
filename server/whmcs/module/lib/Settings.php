<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** The module settings of a product. Stored by position: never reorder, only append. */
final class Settings
{
    private const THEMES = ['Auto' => 'auto', 'Light' => 'light', 'Dark' => 'dark'];
    private const AT_ONCE = 'At once';

    /** @return array<string, array<string, mixed>> */
    public static function fields(): array
    {
        return [
            'Product' => ['Type' => 'text', 'Size' => '40', 'Loader' => 'hostwright_ProductLoader', 'SimpleMode' => true, 'Description' => 'What Hostwright builds for an order of this.'],
            'Welcome mail' => ['Type' => 'dropdown', 'Options' => ['When it is ready' => 'When it is ready', self::AT_ONCE => self::AT_ONCE], 'Default' => 'When it is ready', 'SimpleMode' => true, 'Description' => 'The Welcome Email of this product is held until the service is deployed.'],
            'Keep Pending until deployed' => ['Type' => 'yesno', 'SimpleMode' => true, 'Description' => 'Tick to leave the service Pending while it is deployed. The customer sees the progress all the same.'],
            'Colours' => ['Type' => 'dropdown', 'Options' => array_combine(array_keys(self::THEMES), array_keys(self::THEMES)), 'Default' => 'Auto', 'SimpleMode' => true, 'Description' => 'Of the panel in the client area. Auto follows the page around it.'],
            'Panel address' => ['Type' => 'text', 'Size' => '60', 'SimpleMode' => true, 'Description' => 'Only when browsers reach Hostwright under another address than this server does, such as https://panel.example.com'],
        ];
    }

    private function __construct(
        public readonly string $product,
        public readonly bool $mailAtOnce,
        public readonly bool $keepPending,
        public readonly string $theme,
        private readonly string $panel,
    ) {
    }

    /** @param array<string, mixed> $params */
    public static function of(array $params): self
    {
        $at = static fn (int $position): string => Text::decoded($params["configoption$position"] ?? '');
        return new self($at(1), $at(2) === self::AT_ONCE, Text::isOn($at(3)), self::THEMES[$at(4)] ?? 'auto', $at(5));
    }

    /** A product's row. */
    public static function ofProduct(object $product): self
    {
        return self::of((array) $product);
    }

    /** Where browsers find the panel, as an origin. */
    public function panel(Server $server): string
    {
        if ($this->panel === '') {
            return $server->url;
        }
        if (preg_match('~^(https?://[^/\s"\'<>]+)/?$~i', $this->panel, $found) !== 1) {
            throw new Problem('The panel address in the module settings is not valid: write it as https://panel.example.com');
        }
        return strtolower($found[1]);
    }
}
