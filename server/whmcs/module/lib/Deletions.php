<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/** Records of services that were deleted in WHMCS: Hostwright is told, and told again by the cron when it could not be reached. */
final class Deletions
{
    private const TOLD = 'deleted';

    public static function tell(int $serviceId): void
    {
        $row = Capsule::table('tblhosting')->where('id', $serviceId)->first();
        $params = $row === null ? null : Whmcs::params($serviceId);
        if ($row !== null && $params === null) {
            return;
        }
        // Its record may be gone already, or on no Server any more: then each Hostwright is asked, which knows only its own.
        $on = (int) ($params['serverid'] ?? 0);
        foreach ($on === 0 ? Whmcs::serverIds() : [$on] as $serverId) {
            self::to($serviceId, $serverId);
        }
    }

    public static function tellAgain(): void
    {
        foreach (array_keys(Marks::all(self::TOLD)) as $serviceId) {
            foreach (self::untold($serviceId) as $serverId) {
                self::to($serviceId, $serverId);
            }
        }
    }

    private static function to(int $serviceId, int $serverId): void
    {
        $server = Whmcs::serverParams($serverId);
        try {
            (new Client(Server::of($server)))->call('service.deleted', ['serviceId' => (string) $serviceId], Client::GLANCE);
            self::note($serviceId, $serverId, true);
        } catch (\Throwable $fault) {
            Module::words('deleted', $fault);
            // A Server that is gone from WHMCS as well has nobody to be told any more.
            self::note($serviceId, $serverId, $server['serverid'] === 0);
        }
    }

    /** What one Hostwright was told says nothing of another one, which could not be reached. */
    private static function note(int $serviceId, int $serverId, bool $told): void
    {
        $left = array_diff(self::untold($serviceId), [$serverId]);
        if (!$told) {
            $left[] = $serverId;
        }
        $left === [] ? Marks::clear($serviceId, self::TOLD) : Marks::set($serviceId, self::TOLD, implode(',', $left));
    }

    /** The Servers that could not be told of the service. @return list<int> */
    private static function untold(int $serviceId): array
    {
        return array_map('intval', array_filter(explode(',', Marks::get($serviceId, self::TOLD) ?? '')));
    }
}
