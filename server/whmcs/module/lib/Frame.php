<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What the template of the product page needs. Nothing is asked of the network. */
final class Frame
{
    /**
     * @param array<string, mixed> $params
     * @return array<string, string>
     */
    public static function of(array $params): array
    {
        $server = Server::of($params);
        $settings = Settings::of($params);
        $serviceId = Order::serviceId($params);
        $words = Words::of($params);
        $panel = $settings->panel($server);
        $folder = Whmcs::url() . 'modules/servers/hostwright/';
        return [
            'panel' => $panel,
            'src' => self::src($panel, $settings->theme, Ticket::sign($server, $serviceId, $settings->theme, self::language($params), Visitor::now())),
            'service' => $serviceId,
            'renew' => "{$folder}embed.php",
            'script' => "{$folder}frame.js?v=" . Client::VERSION,
            'open' => Whmcs::url() . "clientarea.php?action=productdetails&id=$serviceId&dosinglesignon=1",
            'theme' => $settings->theme,
            'scheme' => $settings->theme === 'dark' ? 'dark' : 'light',
            'direction' => $words->direction(),
            'title' => $words->say('title'),
            'loading' => $words->say('loading'),
            'slow' => $words->say('slow'),
            'openLabel' => $words->say('openPanel'),
        ];
    }

    public static function src(string $panel, string $theme, string $ticket): string
    {
        return "$panel/embed?theme=" . ($theme === 'auto' ? 'light' : $theme) . "#t=$ticket";
    }

    /** @param array<string, mixed> $params */
    public static function language(array $params): string
    {
        $chosen = Words::chosen();
        return $chosen !== '' ? $chosen : Order::language(is_array($params['clientsdetails'] ?? null) ? $params['clientsdetails'] : []);
    }
}
