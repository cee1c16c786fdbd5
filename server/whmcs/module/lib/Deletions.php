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
        // Its record may be gone already: then each Hostwright is asked, which knows only its own.
        foreach ($params === null ? array_map([Whmcs::class, 'serverParams'], Whmcs::serverIds()) : [$params] as $server) {
            self::to($serviceId, $server);
        }
    }

    public static function tellAgain(): void
    {
        foreach (Marks::all(self::TOLD) as $serviceId => $serverId) {
            self::to($serviceId, Whmcs::serverParams((int) $serverId));
        }
    }

    /** @param array<string, mixed> $server */
    private static function to(int $serviceId, array $server): void
    {
        try {
            (new Client(Server::of($server)))->call('service.deleted', ['serviceId' => (string) $serviceId], Client::GLANCE);
            Marks::clear($serviceId, self::TOLD);
        } catch (\Throwable $fault) {
            Module::words('deleted', $fault);
            // A Server that is gone from WHMCS as well has nobody to be told any more.
            if (($server['serverid'] ?? 0) === 0) {
                Marks::clear($serviceId, self::TOLD);
                return;
            }
            Marks::set($serviceId, self::TOLD, (string) $server['serverid']);
        }
    }
}
