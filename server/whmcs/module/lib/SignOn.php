<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** Addresses that sign somebody in, once, in a tab of its own. */
final class SignOn
{
    /** @param array<string, mixed> $params */
    public static function service(array $params): string
    {
        $server = Server::of($params);
        $visitor = Visitor::now();
        $input = ['serviceId' => Order::serviceId($params), 'as' => $visitor->isStaff() ? 'admin' : 'client', 'language' => Frame::language($params)];
        if ($visitor->admin !== null && ($visitor->isStaff() || $visitor->masquerading)) {
            $input['admin'] = $visitor->admin;
        }
        return self::checked((new Client($server))->call('service.signOn', $input)['url'], $server, Settings::of($params));
    }

    /** @param array<string, mixed> $params */
    public static function staff(array $params): string
    {
        $visitor = Visitor::now();
        if ($visitor->admin === null) {
            throw new Problem('Only an admin who is signed in to WHMCS can open the dashboard from here.');
        }
        $server = Server::of($params);
        return self::checked((new Client($server))->call('service.signOnStaff', ['admin' => $visitor->admin])['url'], $server, Settings::of($params));
    }

    /** WHMCS sends the browser wherever we say: only to Hostwright. */
    private static function checked(string $url, Server $server, Settings $settings): string
    {
        $origin = static function (string $address): string {
            $parts = parse_url($address);
            $scheme = strtolower($parts['scheme'] ?? '');
            $usual = ['http' => 80, 'https' => 443][$scheme] ?? 0;
            return $usual === 0 || !isset($parts['host']) || isset($parts['user']) ? '' : "$scheme://" . strtolower($parts['host']) . ':' . ($parts['port'] ?? $usual);
        };
        $there = $origin($url);
        if ($there === '' || !in_array($there, [$origin($server->url), $origin($settings->panel($server))], true)) {
            throw new Problem('Hostwright named another address than the one of this server: set the panel address in the module settings, or PUBLIC_URL of Hostwright.');
        }
        return $url;
    }
}
