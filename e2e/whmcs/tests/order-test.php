<?php

declare(strict_types=1);

/** What PHP really sends, as the other end saw it. */

/** @return array<string, mixed> the order that arrived */
function sent(array $over): array
{
    same('success', hostwright_CreateAccount(params(world()['fine'], $over)));
    return lastCall();
}

test('names and fields are decoded, the password is not touched', function (): void {
    $last = sent([
        'clientsdetails' => ['firstname' => 'Rosa &amp; Ana', 'lastname' => 'O&#039;Baker &quot;X&quot;', 'email' => 'rosa@example.com', 'language' => 'German'],
        'customfields' => ['vanity_name' => 'caf&eacute;'], 'password' => 'p&<"9ä &lt; &amp;',
    ]);
    same('Rosa & Ana O\'Baker "X"', $last['body']['name']);
    same('café', $last['body']['customFields']['vanity_name']);
    same('p&<"9ä &lt; &amp;', $last['body']['password']);
    same('german', $last['body']['language']);
});

test('maps stay maps, whatever they hold', function (): void {
    matches('/"options":\{\},"customFields":\{\}/', sent([])['raw']);
    matches('/"options":\{"0":"a","1":"b"\}/', sent(['configoptions' => ['a', 'b']])['raw']);
    matches('/"options":\{"web_disk_quota":"2048","x":"1"\}/', sent(['configoptions' => ['web_disk_quota' => '2048', 'x' => true, 'list' => [1]]])['raw']);
});

test('what is not UTF-8 still arrives', function (): void {
    $last = sent(['clientsdetails' => ['firstname' => "Ren\xe9", 'lastname' => 'X', 'email' => 'r@example.com', 'language' => "\xff"], 'customfields' => ["n\xe4me" => "v\xe4lue"]]);
    same('René X', $last['body']['name']);
    same(['näme' => 'välue'], $last['body']['customFields']);
    same('english', $last['body']['language']);
});

test('numbers as text, an empty password, no client: as WHMCS may have it', function (): void {
    $last = sent(['serviceid' => '12', 'userid' => '3', 'password' => '']);
    same(['12', '3', false], [$last['body']['serviceId'], $last['body']['clientId'], array_key_exists('password', $last['body'])]);
});

test('the call says who calls, and carries nothing else', function (): void {
    $headers = sent([])['headers'];
    same('application/json', $headers['content-type']);
    same('9.0.5-release.1', $headers['x-whmcs-version']);
    matches('/^\d+\.\d+\.\d+$/', $headers['x-module-version']);
    matches('/^Hostwright-WHMCS\//', $headers['user-agent']);
    yes(!isset($headers['expect']) && !isset($headers['cookie']), 'a header too many');
});

test('a hundred calls use one connection', function (): void {
    $before = (int) file_get_contents(world()['connections']);
    for ($n = 0; $n < 100; $n++) {
        same('success', hostwright_SuspendAccount(params(world()['fine'])));
    }
    // One for this, and the one that was there.
    yes((int) file_get_contents(world()['connections']) - $before <= 2, 'connections are not kept');
});
