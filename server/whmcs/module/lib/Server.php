<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** The Server record of WHMCS: where Hostwright is, and the key to it. */
final class Server
{
    private function __construct(public readonly string $url, public readonly string $key)
    {
    }

    /** @param array<string, mixed> $params */
    public static function of(array $params): self
    {
        $host = Text::plain($params['serverhostname'] ?? '');
        $host = $host !== '' ? $host : Text::plain($params['serverip'] ?? '');
        if ($host === '') {
            throw new Problem('No server is assigned: choose a Hostwright server for this product or service.');
        }
        // People paste addresses as they find them.
        $host = (string) preg_replace('~^https?://|/.*$~i', '', $host);
        if (preg_match('/^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/', $host) !== 1) {
            throw new Problem('The hostname of the server is not valid: write only the name, such as panel.example.com.');
        }
        // The big field; some keep keys in the password field. Pasted, both bring line breaks along.
        $key = Text::plain($params['serveraccesshash'] ?? '');
        $key = $key !== '' ? $key : Text::plain($params['serverpassword'] ?? '');
        if ($key === '') {
            throw new Problem('The server has no API key: paste it into Access Hash (Hostwright, Settings, WHMCS).');
        }
        if (preg_match('/^[\x21-\x7e]{8,200}$/', $key) !== 1) {
            throw new Problem('The API key in Access Hash is not one of Hostwright: copy it anew.');
        }
        $secure = Text::isOn($params['serversecure'] ?? false);
        $port = (int) ($params['serverport'] ?? 0);
        $usual = $secure ? 443 : 80;
        $at = $port > 0 && $port !== $usual && !preg_match('/:\d+$/', $host) ? ":$port" : '';
        return new self(($secure ? 'https://' : 'http://') . strtolower($host) . $at, $key);
    }
}
