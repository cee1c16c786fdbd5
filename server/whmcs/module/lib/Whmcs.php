<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

use WHMCS\Database\Capsule;

/** The few things that we ask of WHMCS itself, so that everything else can run without it. */
final class Whmcs
{
    private const NAME = 'hostwright';

    public static function version(): string
    {
        $version = self::setting('Version');
        return preg_match('/^[\w.+-]{1,40}/', $version, $found) === 1 ? $found[0] : 'unknown';
    }

    /** Where browsers find WHMCS, with a slash at the end. */
    public static function url(): string
    {
        return rtrim(self::setting('SystemURL'), '/') . '/';
    }

    /** `https://billing.example.com`, as a browser says it: this is the page that may frame the panel. */
    public static function origin(): string
    {
        $parts = parse_url(self::url());
        $scheme = strtolower($parts['scheme'] ?? '');
        if (!isset($parts['host']) || !in_array($scheme, ['http', 'https'], true)) {
            throw new Problem('WHMCS has no System URL: set it in General Settings.');
        }
        $port = isset($parts['port']) && $parts['port'] !== ($scheme === 'https' ? 443 : 80) ? ":{$parts['port']}" : '';
        return "$scheme://" . strtolower($parts['host']) . $port;
    }

    public static function setting(string $name): string
    {
        if (class_exists('WHMCS\Config\Setting')) {
            return Text::plain(\WHMCS\Config\Setting::getValue($name));
        }
        return Text::plain($GLOBALS['CONFIG'][$name] ?? '');
    }

    public static function keep(string $name, string $value): void
    {
        \WHMCS\Config\Setting::setValue($name, $value);
    }

    /** @param list<string> $secrets */
    public static function logCall(string $action, string $request, string $response, array $secrets): void
    {
        if (function_exists('logModuleCall')) {
            $masks = array_merge(...array_map([Text::class, 'forms'], array_filter($secrets, static fn (string $one): bool => $one !== '')), ...[[]]);
            logModuleCall(self::NAME, $action, $request, $response, $response, $masks);
        }
    }

    /** For what should not have happened: the kind of the error, never its trace or its values. Throws nothing itself. */
    public static function logFault(string $action, \Throwable $fault): void
    {
        try {
            self::logCall($action, $action, get_class($fault) . ' in ' . basename($fault->getFile()) . ':' . $fault->getLine(), []);
        } catch (\Throwable) {
            // Not even the log can be written.
        }
    }

    public static function logActivity(string $text, int $clientId = 0): void
    {
        if (function_exists('logActivity')) {
            logActivity('Hostwright: ' . Text::sentence($text), $clientId);
        }
    }

    /**
     * @param array<string, mixed> $values
     * @return array<mixed>
     */
    public static function api(string $command, array $values): array
    {
        $answer = localAPI($command, $values);
        if (!is_array($answer) || ($answer['result'] ?? '') !== 'success') {
            throw new Problem("WHMCS refused $command: " . Text::plain(is_array($answer) ? ($answer['message'] ?? '') : ''));
        }
        return $answer;
    }

    /**
     * What a module function is given of a service of ours, for where there is none; null for another module's service.
     *
     * @return array<string, mixed>|null
     */
    public static function params(int $serviceId): ?array
    {
        $service = Capsule::table('tblhosting')->where('id', $serviceId)->first();
        $product = $service === null ? null : Capsule::table('tblproducts')->where('id', $service->packageid)->first();
        if ($product === null || $product->servertype !== self::NAME) {
            return null;
        }
        $client = Capsule::table('tblclients')->where('id', $service->userid)->first();
        $settings = array_filter((array) $product, static fn (string $name): bool => str_starts_with($name, 'configoption'), ARRAY_FILTER_USE_KEY);
        return [
            'serviceid' => (int) $service->id, 'userid' => (int) $service->userid, 'status' => $service->domainstatus, 'welcomeemail' => (int) $product->welcomeemail,
            'clientsdetails' => ['language' => $client->language ?? ''], ...$settings, ...self::serverParams((int) $service->server),
        ];
    }

    /** @return array<string, mixed> */
    public static function serverParams(int $serverId): array
    {
        $server = Capsule::table('tblservers')->where('id', $serverId)->first();
        if ($server === null || $server->type !== self::NAME) {
            return ['serverid' => 0];
        }
        return [
            'serverid' => (int) $server->id, 'serverhostname' => $server->hostname, 'serverip' => $server->ipaddress, 'serversecure' => $server->secure, 'serverport' => $server->port,
            'serveraccesshash' => $server->accesshash, 'serverpassword' => Text::plain($server->accesshash) === '' && function_exists('decrypt') ? decrypt($server->password) : '',
        ];
    }

    /** Disabled ones too: they take no new orders, and go on with what they have. @return list<int> */
    public static function serverIds(): array
    {
        return array_map(static fn (object $server): int => (int) $server->id, [...Capsule::table('tblservers')->where('type', self::NAME)->get()]);
    }
}
