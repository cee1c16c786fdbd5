<?php

declare(strict_types=1);

/** Every function that WHMCS calls, against every way in which a server can answer: the shape is kept, and nothing is let out. */

function expectRefusals(array $answers, string $pattern): void
{
    foreach (TEXTS as $name) {
        yes(is_string($answers[$name]), "$name answers no text");
        matches($name === 'tryAgain' ? '/^This can not be tried again/' : $pattern, $answers[$name], $name);
        yes($answers[$name] !== 'success' && strlen($answers[$name]) < 320 && !str_contains($answers[$name], "\n"), "$name: {$answers[$name]}");
    }
    foreach (SIGN_ONS as $name) {
        same(false, $answers[$name]['success'], $name);
        matches($pattern, $answers[$name]['errorMsg'], $name);
    }
    foreach (array_intersect(['TestConnection', 'ListAccounts'], array_keys($answers)) as $name) {
        same(false, $answers[$name]['success'], $name);
        matches($pattern, $answers[$name]['error'], $name);
    }
    matches($pattern, $answers['ProductLoader'], 'ProductLoader');
    matches($pattern, html_entity_decode($answers['AdminServicesTabFields']['Hostwright'], ENT_QUOTES | ENT_HTML5), 'AdminServicesTabFields');
    same([[], []], [$answers['usage'], $answers['tenantUsage']], 'MetricProvider');
    // These ask nobody: they are the same whatever the server does.
    same(4, count($answers['metrics']), 'metrics');
    same('templates/panel.tpl', $answers['ClientArea']['tabOverviewModuleOutputTemplate'], 'ClientArea');
    same('hostwright-panel', $answers['CustomActions'][0][0], 'CustomActions');
}

test('what needs no server', function (): void {
    same('1.1', hostwright_MetaData()['APIVersion']);
    same(['Product', 'Welcome mail', 'Keep Pending until deployed', 'Colours', 'Panel address'], array_keys(hostwright_ConfigOptions()));
    yes(count(hostwright_ConfigOptions()) <= 24, 'too many settings');
    foreach ([...hostwright_AdminCustomButtonArray(), ...hostwright_ClientAreaCustomButtonArray(), ...hostwright_ClientAreaAllowedFunctions()] as $function) {
        yes(function_exists("hostwright_$function"), "there is no function $function");
    }
    same(4, count(hostwright_MetricProvider([])->metrics()));
    $there = array_filter(get_defined_functions()['user'], static fn (string $name): bool => str_starts_with($name, 'hostwright_'));
    $tried = array_map(static fn (string $name): string => strtolower("hostwright_$name"), [...array_diff(ALL, METERS), 'MetricProvider', ...CONSTANTS]);
    same([], array_values(array_merge(array_diff($there, $tried), array_diff($tried, $there))), 'functions that no test calls, or that are not there:');
});

test('the card among the apps has all that WHMCS knows of one', function (): void {
    $folder = getenv('STAND_IN_FOLDER') . '/modules/servers/hostwright';
    $card = json_decode((string) file_get_contents("$folder/whmcs.json"), true);
    same(['schema', 'type', 'name', 'license', 'category', 'description', 'logo', 'support', 'authors'], array_keys($card));
    same(['1.0', 'whmcs-servers', 'hostwright', 'MIT'], [$card['schema'], $card['type'], $card['name'], $card['license']]);
    same(['name', 'tagline', 'long', 'features'], array_keys($card['description']));
    // Empty where nobody is named to whom strangers may turn: no address is made up.
    same(['homepage', 'learn_more', 'email', 'support_url', 'docs_url'], array_keys($card['support']));
    yes(getimagesize("$folder/{$card['logo']['filename']}")[0] <= 500, 'the logo is too wide');
});

test('every function, when all is well', function (): void {
    $answers = callAll(params(world()['fine']));
    foreach (TEXTS as $name) {
        same('success', $answers[$name], $name);
    }
    foreach (SIGN_ONS as $name) {
        same(['success' => true, 'redirectTo' => world()['fine'] . '/sso?c=once'], $answers[$name], $name);
    }
    same(['success' => true, 'error' => ''], $answers['TestConnection']);
    same(['success' => true, 'accounts' => [[
        'email' => 'rosa@example.com', 'username' => 'rosas-bakery-com-web', 'domain' => 'rosas-bakery.com', 'uniqueIdentifier' => 'rosas-bakery-com-web', 'product' => 'split', 'primaryip' => '203.0.113.10',
        'created' => '2026-03-04 05:06:07', 'status' => 'Suspended',
    ]]], $answers['ListAccounts']);
    same(['split' => 'Split (split, split)'], $answers['ProductLoader']);
    same(['Hostwright', 'Reference'], array_keys($answers['AdminServicesTabFields']));
    matches('~^<span class="label label-success">Active</span> <a href="http://127\.0\.0\.1:\d+/services/1/deploy"~', $answers['AdminServicesTabFields']['Hostwright']);
    same(['templates/panel.tpl', '7'], [$answers['ClientArea']['tabOverviewModuleOutputTemplate'], $answers['ClientArea']['templateVariables']['hostwright']['service']]);
    same([['hostwright-panel', 'Open in a new tab', ['productsso']]], $answers['CustomActions']);
    same(['diskMb', 'bandwidthMb', 'mailAccounts', 'databases'], $answers['metrics']);
    $others = ['bandwidthMb' => 30, 'mailAccounts' => 2, 'databases' => 1];
    same(['rosas-bakery-com-7' => ['diskMb' => 120.4] + $others, 'rosas-bakery-com-8' => ['diskMb' => 80] + $others], $answers['usage']);
    same(['diskMb' => 80] + $others, $answers['tenantUsage']);
});

foreach ([
    'an error of ours' => ['error', '/^Product "gold" is not known \[A1B2C3D4\]$/'],
    'an error in the envelope of a transformer' => ['enveloped', '/^Wrapped \[A1B2C3D4\]$/'],
    'an error with markup, line breaks and our own key in it' => ['rude', '/^Bad •••• alert\(1\) \/x\.ts:1/'],
    'an error without words' => ['mute', '/^Hostwright refused this \(HTTP 500\)$/'],
    'a page of a proxy' => ['html', '/a page instead of data \(HTTP 502\): it is down/'],
    'a page of another site' => ['othersite', '/a page instead of data \(HTTP 200\): look whether the hostname/'],
    'a redirection' => ['moved', '/^Hostwright\'s address redirects to https:\/\/elsewhere\.example: set hostname, port and Secure .* \(HTTP 301\)\.$/'],
    'nothing at all' => ['empty', '/answered with nothing \(HTTP 200\)/'],
    'JSON of something else' => ['json', '/something that this module does not know \(HTTP 200\)/'],
    'broken JSON' => ['broken', '/a page instead of data/'],
    'fields of wrong types' => ['wrongtypes', '/in a way that this module does not understand \(service\.\w+: \w+\)/'],
    'a refusal of the key' => ['stranger', '/^The API key is missing or wrong/'],
] as $what => [$mode, $pattern]) {
    test("every function keeps its shape: $what", static fn () => expectRefusals(callAll(params(world()[$mode])), $pattern));
}

/** PHP as WebAssembly has its network through a relay, which only breaks off. */
define('RELAYED', str_contains(php_uname(), 'wasm') ? '|the connection broke' : '');

test('every function keeps its shape: nothing listens', function (): void {
    $started = microtime(true);
    expectRefusals(callAll(params('http://127.0.0.1:9')), '/^Hostwright could not be reached: (nothing listens' . RELAYED . ')/');
    yes(microtime(true) - $started < 2, 'a closed port was waited for');
});

test('every function keeps its shape: a name that is not known', static fn () => expectRefusals(callAll(params('http://no-such-host.invalid')), '/^Hostwright could not be reached: (its name is not known' . RELAYED . ')/'));

test('every function keeps its shape: a silent server, which is waited for once and not for each of five hundred suspensions', function (): void {
    $started = microtime(true);
    for ($n = 1; $n <= 500; $n++) {
        matches('/no answer within 8 seconds/', hostwright_SuspendAccount(params(world()['silent'], ['serviceid' => $n])));
    }
    expectRefusals(callAll(params(world()['silent']), ['TestConnection']), '/^Hostwright could not be reached: no answer within 8 seconds/');
    $took = microtime(true) - $started;
    yes($took < 10, "it took $took s");
});

test('a glance that was too slow keeps away other glances, and no command', function (): void {
    $glance = static fn (): string => hostwright_AdminServicesTabFields(params(world()['drowsy']))['Hostwright'];
    $started = microtime(true);
    matches('/no answer within 2 seconds/', $glance());
    same('success', hostwright_SuspendAccount(params(world()['drowsy'])));
    matches('/no answer within 2 seconds/', $glance());
    $took = microtime(true) - $started;
    yes($took > 1.8 && $took < 3, "it took $took s");
});

test('a glance that found nobody keeps everything away', function (): void {
    matches('/the connection broke/', hostwright_AdminServicesTabFields(params(world()['moody']))['Hostwright']);
    matches('/the connection broke/', hostwright_SuspendAccount(params(world()['moody'])));
});

test('every function keeps its shape: a certificate that nobody trusts', static fn () => expectRefusals(callAll(params(world()['untrusted'])), '/its certificate is not trusted/'));

test('every function keeps its shape: a Throwable inside', function (): void {
    // A model that breaks, and types that nobody foresaw.
    $answers = callAll(params(world()['error'], ['clientsdetails' => new stdClass(), 'configoptions' => new ArrayObject(), 'configoption1' => ['x'], 'domain' => ['a'], 'serviceid' => ['7']]));
    foreach (array_diff(TEXTS, ['UsageUpdate', 'tryAgain']) as $name) {
        matches('/^WHMCS did not say which service/', $answers[$name], $name);
    }
    same('templates/notice.tpl', $answers['ClientArea']['tabOverviewModuleOutputTemplate']);
    $broken = new class () {
        public object $serviceProperties;

        public function __construct()
        {
            $this->serviceProperties = new class () {
                public function save(): void
                {
                    throw new TypeError('canary ' . Seen::PASSWORD);
                }
            };
        }
    };
    same('success', hostwright_CreateAccount(params(world()['fine'], ['model' => $broken])));
});

test('settings that can not work are said in words', function (): void {
    $create = static fn (array $over): string => hostwright_CreateAccount(params(world()['fine'], $over));
    matches('/^No server is assigned/', $create(['serverhostname' => '']));
    matches('/^The hostname of the server is not valid/', $create(['serverhostname' => 'panel example']));
    matches('/^The server has no API key/', $create(['serveraccesshash' => " \r\n", 'serverpassword' => '']));
    matches('/^The API key in Access Hash is not one/', $create(['serveraccesshash' => "hw_abc\ndef ghi"]));
    matches('/^No Hostwright product is chosen/', $create(['configoption1' => '']));
    matches('/^Hostwright is not made for product addons/', $create(['addonId' => 3]));
    matches('/^The password is not valid UTF-8/', $create(['password' => "caf\xe9-horse-9"]));
    matches('/^The new password is empty/', hostwright_ChangePassword(params(world()['fine'], ['password' => ''])));
    // As people paste addresses and keys.
    same('success', $create(['serverhostname' => 'http://' . parse_url(world()['fine'], PHP_URL_HOST) . '/admin']));
    same('success', $create(['serveraccesshash' => '', 'serverpassword' => Seen::KEY]));
});

test('a connection test says all that is wrong, in one text', function (): void {
    same(['success' => true, 'error' => ''], hostwright_TestConnection(params(world()['fine'])));
    $answer = hostwright_TestConnection(params(world()['ailing']));
    same(false, $answer['success']);
    matches('/^The key is right \(instance X, Hostwright 1\), but: The clocks differ by (59\d|600) seconds \(Hostwright is ahead\): .* This module is [\d.]+ and Hostwright comes with 9\.9\.9: copy its folder into WHMCS anew\. .* no node yet.* no product yet.* can not call this WHMCS back: Invalid IP 203\.0\.113\.9$/', $answer['error']);
});

test('the sign-on leads to Hostwright and nowhere else', function (): void {
    $url = static fn (array $over = []): array => hostwright_ServiceSingleSignOn(params(world()['fine'], $over));
    same(['success' => true, 'redirectTo' => world()['fine'] . '/sso?c=once'], $url());
    foreach (['evil' => 'another host', 'script' => 'no address', 'userinfo' => 'a disguise', 'downgrade' => 'another port'] as $mode => $what) {
        $answer = hostwright_ServiceSingleSignOn(params(world()[$mode]));
        same(false, $answer['success'], $what);
        matches('/another address than the one of this server/', $answer['errorMsg']);
    }
    same(false, hostwright_AdminSingleSignOn(params(world()['fine']))['success'], 'without an admin');
});
