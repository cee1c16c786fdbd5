<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/** With every run of WHMCS's cron: what has changed at Hostwright since the last one, written where it differs. */
final class Pull
{
    private const PENDING = 'pending';
    /** Runs of the cron in which a service could not be written. */
    private const TRIES = 'tries';
    private const MOST_TRIES = 12;
    private const PAGES = 20;

    public static function all(): void
    {
        Deletions::tellAgain();
        foreach (Whmcs::serverIds() as $serverId) {
            try {
                self::from($serverId);
            } catch (\Throwable $fault) {
                // The cursor stays: the next run begins where this one did.
                Module::words('pull', $fault);
            }
        }
    }

    /** @param array<string, mixed> $params of the order that was just accepted */
    public static function keepPending(array $params): void
    {
        $serviceId = (int) ($params['serviceid'] ?? 0);
        if (!Settings::of($params)->keepPending || !in_array(WelcomeMail::stateNow($serviceId), ['waiting', 'deploying', 'failed'], true)) {
            return;
        }
        Marks::set($serviceId, self::PENDING);
        Whmcs::api('UpdateClientProduct', ['serviceid' => $serviceId, 'status' => 'Pending']);
    }

    public static function isKeptPending(int $serviceId): bool
    {
        return Marks::get($serviceId, self::PENDING) !== null;
    }

    private static function from(int $serverId): void
    {
        $client = new Client(Server::of(Whmcs::serverParams($serverId)));
        $setting = "HostwrightCursor$serverId";
        $cursor = Whmcs::setting($setting);
        $whole = true;
        for ($page = 0; $page < self::PAGES; $page++) {
            $changes = $client->call('service.changes', ['cursor' => $cursor], Client::LIST);
            foreach ($changes['services'] as $change) {
                $whole = self::taken($serverId, $change) && $whole;
            }
            $cursor = $changes['cursor'];
            // The next run begins where something is left to be written.
            if ($whole) {
                Whmcs::keep($setting, $cursor);
            }
            if (!$changes['more']) {
                break;
            }
        }
        // None of them waits for another.
        foreach ([Told::all(...), Usage::writeWhereOld(...), Queue::tell(...)] as $part) {
            try {
                $part($client, $serverId);
            } catch (\Throwable $fault) {
                Module::words('pull', $fault);
            }
        }
    }

    /**
     * One service that WHMCS will not have written keeps no other waiting: it is told again with the next runs, and given up in the end.
     *
     * @param array<string, mixed> $change
     */
    private static function taken(int $serverId, array $change): bool
    {
        $id = (int) $change['serviceId'];
        $tries = (int) (Marks::get($id, self::TRIES) ?? 0);
        try {
            self::take($serverId, $change);
            if ($tries > 0) {
                Marks::clear($id, self::TRIES);
            }
            return true;
        } catch (\Throwable $fault) {
            $words = Module::words('pull', $fault);
            if ($tries >= self::MOST_TRIES) {
                return true;
            }
            if ($tries === 0) {
                Whmcs::logActivity("Service ID $id could not be brought up to date here and is tried again: $words");
            }
            Marks::set($id, self::TRIES, (string) ($tries + 1));
            return false;
        }
    }

    /** @param array<string, mixed> $change */
    private static function take(int $serverId, array $change): void
    {
        $id = (int) $change['serviceId'];
        $service = Capsule::table('tblhosting')->where('id', $id)->where('server', $serverId)->first();
        if ($service === null || in_array($change['state'], ['terminating', 'terminated'], true)) {
            return;
        }
        $wanted = array_filter(['serviceusername' => $change['username'], 'dedicatedip' => $change['dedicatedIp'], 'ns1' => (string) ($change['nameservers'][0] ?? ''), 'ns2' => (string) ($change['nameservers'][1] ?? '')], static fn (string $value): bool => $value !== '');
        $known = ['serviceusername' => $service->username, 'dedicatedip' => $service->dedicatedip, 'ns1' => $service->ns1, 'ns2' => $service->ns2, 'domain' => $service->domain];
        if (Text::plain($service->domain) === '' && $change['domain'] !== '') {
            $wanted['domain'] = $change['domain'];
        }
        $ready = $change['state'] === 'active' && $change['wanted'] === 'active';
        // What staff made of it meanwhile, cancelled or fraud, stays.
        if ($ready && $service->domainstatus === 'Pending' && self::isKeptPending($id)) {
            $wanted['status'] = 'Active';
            $known['status'] = $service->domainstatus;
        }
        $differing = array_filter($wanted, static fn (string $value, string $name): bool => $value !== (string) $known[$name], ARRAY_FILTER_USE_BOTH);
        if ($differing !== []) {
            Whmcs::api('UpdateClientProduct', ['serviceid' => $id, ...$differing]);
        }
        if ($ready) {
            Marks::clear($id, self::PENDING);
            if (!$change['mails']) {
                WelcomeMail::release($id);
            }
        }
    }
}
