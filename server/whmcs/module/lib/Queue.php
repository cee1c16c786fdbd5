<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/**
 * What WHMCS could not do with a service: it stands in the Module Queue until a person presses Retry, for WHMCS does not try
 * again by itself. What never reached Hostwright its staff would not know of: they are told.
 */
final class Queue
{
    private const TOLD = 'HostwrightQueue';
    private const MOST = 500;

    public static function tell(Client $client, int $serverId): void
    {
        $waiting = self::of($serverId);
        // Nothing was there, and nothing is: that is no news.
        if ($waiting === [] && Whmcs::setting(self::TOLD . $serverId) === '') {
            return;
        }
        $client->call('service.queued', ['server' => (string) $serverId, 'queue' => $waiting], Client::LIST);
        Whmcs::keep(self::TOLD . $serverId, $waiting === [] ? '' : (string) count($waiting));
    }

    /** @return list<array{serviceId: string, action: string, error: string, at: string}> */
    private static function of(int $serverId): array
    {
        $waiting = [];
        foreach (self::entries(Whmcs::api('GetModuleQueue', ['serviceType' => 'service', 'moduleName' => 'hostwright'])) as $entry) {
            $serviceId = (int) ($entry['serviceId'] ?? 0);
            $action = Text::plain($entry['moduleAction'] ?? '');
            $at = strtotime(Text::plain($entry['lastAttempt'] ?? ''));
            if (Text::isOn($entry['completed'] ?? false) || preg_match('/^\w{1,60}$/', $action) !== 1 || !self::isHere($serviceId, $serverId)) {
                continue;
            }
            $waiting[] = ['serviceId' => (string) $serviceId, 'action' => $action, 'error' => Text::sentence(Text::decoded($entry['lastAttemptError'] ?? '')), 'at' => gmdate('Y-m-d\TH:i:s\Z', $at === false ? time() : $at)];
        }
        return array_slice($waiting, 0, self::MOST);
    }

    private static function isHere(int $serviceId, int $serverId): bool
    {
        $service = $serviceId === 0 ? null : Capsule::table('tblhosting')->where('id', $serviceId)->first();
        return $service !== null && (int) $service->server === $serverId;
    }

    /**
     * Its documentation has the list as keys such as `queue[0][id]`; lists of arrays and of models are taken as well.
     *
     * @param array<mixed> $answer
     * @return list<array<mixed>>
     */
    private static function entries(array $answer): array
    {
        $entries = [];
        foreach (is_iterable($answer['queue'] ?? null) ? $answer['queue'] : [] as $entry) {
            $entries[] = is_object($entry) && method_exists($entry, 'toArray') ? $entry->toArray() : (array) $entry;
        }
        foreach ($answer as $key => $value) {
            if (preg_match('/^queue\[(\d+)\]\[(\w+)\]$/', (string) $key, $found) === 1) {
                $entries[(int) $found[1]][$found[2]] = $value;
            }
        }
        return array_values(array_filter($entries, 'is_array'));
    }
}
