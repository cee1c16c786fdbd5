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
        if ($waiting === null || ($waiting === [] && Whmcs::setting(self::TOLD . $serverId) === '')) {
            return;
        }
        $client->call('service.queued', ['server' => (string) $serverId, 'queue' => $waiting], Client::LIST);
        Whmcs::keep(self::TOLD . $serverId, $waiting === [] ? '' : (string) count($waiting));
    }

    /**
     * Null when WHMCS has something and says it in a way that is not understood: that is not an empty queue.
     *
     * @return list<array{serviceId: string, action: string, error: string, at: string}>|null
     */
    private static function of(int $serverId): ?array
    {
        $answer = Whmcs::api('GetModuleQueue', ['serviceType' => 'service', 'moduleName' => 'hostwright']);
        $entries = self::entries($answer);
        $understood = array_filter(array_map([self::class, 'read'], $entries));
        if ($understood === [] && ($entries !== [] || (int) Text::plain($answer['count'] ?? 0) > 0)) {
            Whmcs::logCall('queue', 'GetModuleQueue', Text::sentence('None of its entries was understood, which have: ' . implode(', ', array_keys($entries[0] ?? $answer))), []);
            return null;
        }
        $servers = Whmcs::serverIds();
        $own = array_filter($understood, static fn (array $one): bool => $one['waits'] && self::isToldBy($serverId, (int) $one['serviceId'], $servers));
        return array_map(static fn (array $one): array => array_diff_key($one, ['waits' => true]), array_slice($own, 0, self::MOST));
    }

    /**
     * Null when it is not understood.
     *
     * @param array<mixed> $entry
     * @return array{serviceId: string, action: string, error: string, at: string, waits: bool}|null
     */
    private static function read(array $entry): ?array
    {
        $serviceId = (int) Text::plain(self::field($entry, 'serviceId'));
        $action = Text::plain(self::field($entry, 'moduleAction'));
        if ($serviceId <= 0 || preg_match('/^\w{1,60}$/', $action) !== 1) {
            return null;
        }
        $at = strtotime(Text::plain(self::field($entry, 'lastAttempt')));
        $ours = in_array(strtolower(Text::plain(self::field($entry, 'moduleName'))), ['', 'hostwright'], true);
        return [
            'serviceId' => (string) $serviceId, 'action' => $action, 'error' => Text::sentence(Text::decoded(self::field($entry, 'lastAttemptError'))), 'at' => gmdate('Y-m-d\TH:i:s\Z', $at === false ? time() : $at),
            'waits' => $ours && !Text::isOn(self::field($entry, 'completed')),
        ];
    }

    /** By the name that its documentation has, or by the one of the column. @param array<mixed> $entry */
    private static function field(array $entry, string $name): mixed
    {
        return $entry[$name] ?? $entry[strtolower((string) preg_replace('/[A-Z]/', '_$0', $name))] ?? '';
    }

    /**
     * By the Server that the service is on. Where that is none, or none any more, the first of them tells: else nobody did.
     *
     * @param list<int> $servers
     */
    private static function isToldBy(int $serverId, int $serviceId, array $servers): bool
    {
        $service = Capsule::table('tblhosting')->where('id', $serviceId)->first();
        if ($service === null) {
            return false;
        }
        $on = (int) $service->server;
        return $serverId === (in_array($on, $servers, true) ? $on : min($servers));
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
