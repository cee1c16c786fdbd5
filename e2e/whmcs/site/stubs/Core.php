<?php

declare(strict_types=1);

namespace StandIn;

use WHMCS\Database\Capsule;

require_once __DIR__ . '/../modules/servers/hostwright/hostwright.php';

/** What WHMCS does around a module: the parameters, the status that follows, the mails. */
final class Core
{
    private const AFTER = ['CreateAccount' => 'Active', 'SuspendAccount' => 'Suspended', 'UnsuspendAccount' => 'Active', 'TerminateAccount' => 'Terminated'];

    /**
     * @param array<string, mixed> $given over what is in the database
     * @return array<string, mixed>
     */
    public static function params(int $serviceId, array $given = []): array
    {
        $service = Capsule::table('tblhosting')->where('id', $serviceId)->first() ?? throw new \RuntimeException("There is no service $serviceId");
        $product = Capsule::table('tblproducts')->where('id', $service->packageid)->first();
        $client = Capsule::table('tblclients')->where('id', $service->userid)->first();
        $settings = array_filter((array) $product, static fn (string $name): bool => str_starts_with($name, 'configoption'), ARRAY_FILTER_USE_KEY);
        return $given + [
            'serviceid' => $service->id, 'userid' => $service->userid, 'pid' => $service->packageid, 'domain' => $service->domain, 'username' => $service->username, 'password' => $service->password,
            'producttype' => 'hostingaccount', 'moduletype' => 'hostwright', 'configoptions' => $service->configoptions ?? [], 'customfields' => $service->customfields ?? [], 'addonId' => 0,
            'clientsdetails' => (array) $client + ['userid' => $client->id], 'model' => new Model($serviceId), 'status' => $service->domainstatus,
        ] + $settings + self::serverParams((int) $service->server);
    }

    /** @return array<string, mixed> */
    public static function serverParams(int $serverId): array
    {
        $server = Capsule::table('tblservers')->where('id', $serverId)->first();
        return ['server' => true, 'serverid' => $server->id, 'serverip' => $server->ipaddress, 'serverhostname' => $server->hostname, 'serverusername' => '', 'serverpassword' => '', 'serveraccesshash' => $server->accesshash, 'serversecure' => $server->secure === 'on', 'serverport' => $server->port, 'serverhttpprefix' => $server->secure === 'on' ? 'https' : 'http'];
    }

    /** @param array<string, mixed> $given */
    public static function command(int $serviceId, string $function, array $given = []): string
    {
        $params = self::params($serviceId, $given);
        $answer = ("hostwright_$function")($params);
        if ($answer !== 'success') {
            State::append('queue', ['service' => $serviceId, 'command' => $function, 'message' => is_string($answer) ? $answer : gettype($answer), 'on' => date('Y-m-d H:i:s')]);
            return is_string($answer) ? $answer : 'The module answered no text';
        }
        if (in_array([$serviceId, $function], array_map(static fn (array $one): array => [$one['service'], $one['command']], self::waiting()), true)) {
            State::append('queue', ['service' => $serviceId, 'command' => $function, 'message' => '', 'on' => '']);
        }
        if (isset(self::AFTER[$function])) {
            Capsule::table('tblhosting')->where('id', $serviceId)->update(['domainstatus' => self::AFTER[$function]]);
        }
        if ($function === 'CreateAccount') {
            run_hook('AfterModuleCreate', ['params' => $params]);
            $template = Capsule::table('tblemailtemplates')->where('id', Capsule::table('tblproducts')->where('id', $params['pid'])->first()->welcomeemail)->first();
            if ($template !== null) {
                send_mail($template->name, $serviceId);
            }
        }
        return 'success';
    }

    /** What stands in the Module Queue: the last of each that was not done since. @return list<array<string, mixed>> */
    public static function waiting(): array
    {
        $waiting = [];
        foreach (State::log('queue') as $one) {
            $waiting["{$one['service']} {$one['command']}"] = $one;
        }
        return array_values(array_filter($waiting, static fn (array $one): bool => $one['message'] !== ''));
    }

    /** @param array<string, mixed> $row */
    public static function order(array $row): int
    {
        return State::change(static function (array &$state) use ($row): int {
            $id = (int) ($row['id'] ?? (max([6, ...array_column($state['tblhosting'], 'id')]) + 1));
            $state['tblhosting'] = array_values(array_filter($state['tblhosting'], static fn (array $one): bool => $one['id'] !== $id));
            $state['tblhosting'][] = ['id' => $id] + $row + [
                'userid' => 1, 'packageid' => 1, 'server' => 1, 'domain' => '', 'username' => '', 'password' => 'correct-horse-9', 'domainstatus' => 'Pending', 'dedicatedip' => '', 'ns1' => '', 'ns2' => '',
                'diskusage' => 0, 'disklimit' => 0, 'bwusage' => 0, 'bwlimit' => 0, 'lastupdate' => '', 'regdate' => date('Y-m-d'),
            ];
            return $id;
        });
    }
}

/** `$params['model']`. */
final class Model
{
    public readonly object $serviceProperties;

    public function __construct(int $serviceId)
    {
        $this->serviceProperties = new class ($serviceId) {
            public function __construct(private readonly int $serviceId)
            {
            }

            /** A name that WHMCS does not know would become a custom field, for ever. */
            public function save(array $values): void
            {
                $columns = ['Username' => 'username', 'Password' => 'password', 'Domain' => 'domain', 'Dedicated IP' => 'dedicatedip'];
                foreach ($values as $name => $value) {
                    Capsule::table('tblhosting')->where('id', $this->serviceId)->update([$columns[$name] ?? throw new \RuntimeException("A custom field $name would be made") => $value]);
                }
            }
        };
    }
}
