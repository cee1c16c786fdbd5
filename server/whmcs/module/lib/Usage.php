<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/** What services use, for WHMCS's own columns and lists. */
final class Usage
{
    private const STATES = ['active' => 'Active', 'suspended' => 'Suspended', 'terminating' => 'Terminated', 'terminated' => 'Terminated'];

    private const WRITTEN = 'HostwrightUsage';
    /** WHMCS asks once a day. */
    private const OLD_SECONDS = 26 * 3600;

    /** For a Server that WHMCS does not ask: it leaves disabled ones out, and its own import can be switched off. */
    public static function writeWhereOld(Client $client, int $serverId): void
    {
        if (time() - (int) Whmcs::setting(self::WRITTEN . $serverId) > self::OLD_SECONDS) {
            self::write($client, $serverId);
        }
    }

    /** Throws what the first row met that could not be written, when all the others are. */
    public static function write(Client $client, int $serverId): void
    {
        $services = $client->call('service.usage', [], Client::LIST)['services'];
        // Before anything is written: what can't be written once is not tried with every run.
        Whmcs::keep(self::WRITTEN . $serverId, (string) time());
        $first = null;
        foreach ($services as $used) {
            try {
                self::writeRow($used, $serverId);
            } catch (\Throwable $fault) {
                $first ??= $fault;
            }
        }
        if ($first !== null) {
            throw $first;
        }
    }

    /** @param array<string, mixed> $used */
    private static function writeRow(array $used, int $serverId): void
    {
        // WHMCS knows no "unlimited": 0 is how its own modules write that.
        Capsule::table('tblhosting')->where('id', (int) $used['serviceId'])->where('server', $serverId)->update([
            'diskusage' => (int) round($used['diskMb']), 'disklimit' => (int) round($used['diskLimitMb'] ?? 0),
            'bwusage' => (int) round($used['bandwidthMb']), 'bwlimit' => (int) round($used['bandwidthLimitMb'] ?? 0),
            'lastupdate' => date('Y-m-d H:i:s'),
        ]);
    }

    /**
     * @param list<array<string, mixed>> $accounts
     * @return list<array<string, string>>
     */
    public static function accounts(array $accounts): array
    {
        return array_map(static fn (array $one): array => [
            'email' => $one['email'], 'username' => $one['username'], 'domain' => $one['domain'], 'uniqueIdentifier' => $one['username'], 'product' => $one['product'], 'primaryip' => $one['primaryIp'],
            'created' => gmdate('Y-m-d H:i:s', (int) strtotime($one['createdAt'])), 'status' => self::STATES[$one['state']] ?? 'Active',
        ], $accounts);
    }
}
