<?php

declare(strict_types=1);

/** What the cron does for services one by one: none of them keeps another waiting, and what one Hostwright was told says nothing of another. */

use StandIn\Core;
use StandIn\State;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;
use WHMCS\Module\Server\Hostwright\Client;
use WHMCS\Module\Server\Hostwright\Marks;

/**
 * A WHMCS with these Servers, by what is there, and services on some of them; afterwards all is as it was.
 *
 * @param array<int, string> $servers
 * @param array<int, int> $services each with the number of its Server
 */
function inWhmcs(array $servers, array $services, callable $run): void
{
    $before = State::read();
    Marks::all('');
    try {
        serversAre($servers);
        foreach ($services as $id => $server) {
            Core::order(['id' => $id, 'server' => $server]);
        }
        $run();
    } finally {
        bringBack($before + ['mod_hostwright' => []]);
        file_put_contents(State::file() . '.queue', '');
    }
}

/** @param array<int, string> $servers */
function serversAre(array $servers): void
{
    Client::wake();
    State::change(static function (array &$state) use ($servers): void {
        $one = $state['tblservers'][0];
        $state['tblservers'] = array_map(static fn (int $id, string $url): array => ['id' => $id, 'hostname' => parse_url($url, PHP_URL_HOST), 'port' => parse_url($url, PHP_URL_PORT), 'secure' => '', 'accesshash' => Seen::KEY] + $one, array_keys($servers), $servers);
    });
}

/** Something of each of these could not be done, and waits for a person. */
function waiting(array $serviceIds, string $module = 'hostwright'): void
{
    foreach ($serviceIds as $id) {
        State::append('queue', ['service' => $id, 'command' => 'SuspendAccount', 'message' => 'Not "now"', 'on' => '2026-03-04 05:06:07', 'module' => $module]);
    }
}

/** @return list<string> the services of the queue that the server was told of last */
function toldOf(): array
{
    $last = lastCall();
    matches('~/service\.queued$~', $last['url']);
    return array_column($last['body']['queue'], 'serviceId');
}

/** @return list<string> of the Module Log, since it had so many */
function noted(string $action, int $lines): array
{
    $since = array_slice(State::logs()['modulelog'], $lines);
    return array_column(array_filter($since, static fn (array $one): bool => $one['action'] === $action), 'response');
}

const NOBODY = 'http://127.0.0.1:9';

test('a deletion that one Hostwright could not be told is told to that one again, whatever the others were told meanwhile', static fn () => inWhmcs([1 => NOBODY, 2 => world()['fine'], 3 => NOBODY], [], function (): void {
    run_hook('ServiceDelete', ['userid' => 1, 'serviceid' => 4242]);
    same('1,3', Marks::get(4242, 'deleted'));
    serversAre([1 => NOBODY, 2 => NOBODY, 3 => world()['fine']]);
    run_hook('AfterCronJob', []);
    same('1', Marks::get(4242, 'deleted'), 'the third has heard of it:');
    serversAre([1 => world()['fine'], 2 => NOBODY, 3 => NOBODY]);
    run_hook('AfterCronJob', []);
    same(null, Marks::get(4242, 'deleted'), 'the first has heard of it:');
}));

test('a deletion waits for no Server that is gone itself', static fn () => inWhmcs([1 => NOBODY, 2 => NOBODY], [], function (): void {
    run_hook('ServiceDelete', ['userid' => 1, 'serviceid' => 4242]);
    serversAre([2 => NOBODY]);
    run_hook('AfterCronJob', []);
    same('2', Marks::get(4242, 'deleted'));
}));

test('a deletion of a service that is on no Server any more is told to each', static fn () => inWhmcs([1 => NOBODY, 2 => NOBODY], [8 => 0, 9 => 99], function (): void {
    foreach ([8, 9] as $id) {
        run_hook('ServiceDelete', ['userid' => 1, 'serviceid' => $id]);
        same('1,2', Marks::get($id, 'deleted'));
    }
}));

test('usage that can not be written for one service is written for all the others, and complained of', static fn () => inWhmcs([1 => world()['bursting']], [7 => 1, 8 => 1, 9 => 1], function (): void {
    $used = static fn (): array => array_map(static fn (int $id): int => (int) Capsule::table('tblhosting')->where('id', $id)->first()->diskusage, [7, 8, 9]);
    same(FAULT, hostwright_UsageUpdate(params(world()['bursting'])));
    same([120, 0, 80], $used());
    foreach ([7, 8, 9] as $id) {
        Capsule::table('tblhosting')->where('id', $id)->update(['diskusage' => 0]);
    }
    Setting::setValue('HostwrightUsage1', '');
    $lines = count(State::logs()['modulelog']);
    run_hook('AfterCronJob', []);
    same([120, 0, 80], $used(), 'by the cron:');
    matches('/^RuntimeException in Capsule\.php:\d+$/', noted('pull', $lines)[0] ?? '');
}));

test('of the Module Queue each Server tells of its own services, and the first one also of those that are on none', function (): void {
    $services = [7 => 1, 8 => 0, 9 => 99, 10 => 2];
    inWhmcs([2 => world()['error'], 1 => world()['fine']], $services, function (): void {
        waiting([7, 8, 9, 10, 4242]);
        run_hook('AfterCronJob', []);
        same(['7', '8', '9'], toldOf());
    });
    inWhmcs([2 => world()['fine'], 1 => world()['error']], $services, function (): void {
        waiting([7, 8, 9, 10, 4242]);
        run_hook('AfterCronJob', []);
        same(['10'], toldOf());
    });
});

foreach ([false, true] as $nested) {
    foreach (['' => 'its documentation', 'columns' => 'the columns'] as $names => $what) {
        test("the Module Queue is understood by the names of $what, as " . ($nested ? 'a list' : 'one flat map'), static fn () => inWhmcs([1 => world()['fine']], [7 => 1, 8 => 1], function () use ($names, $nested): void {
            State::change(static function (array &$state) use ($names, $nested): void {
                $state = ['names' => $names, 'nested' => $nested] + $state;
            });
            waiting([7]);
            waiting([8], 'cpanel');
            run_hook('AfterCronJob', []);
            same([['serviceId' => '7', 'action' => 'SuspendAccount', 'error' => 'Not "now"', 'at' => '2026-03-04T05:06:07Z']], lastCall()['body']['queue']);
        }));
    }
    test('a Module Queue that is not understood is no empty one, as ' . ($nested ? 'a list' : 'one flat map'), static fn () => inWhmcs([1 => world()['fine']], [7 => 1], function () use ($nested): void {
        waiting([7]);
        run_hook('AfterCronJob', []);
        same(['7'], toldOf());
        State::change(static function (array &$state) use ($nested): void {
            $state = ['names' => 'others', 'nested' => $nested] + $state;
        });
        $lines = count(State::logs()['modulelog']);
        run_hook('AfterCronJob', []);
        same([], noted('service.queued', $lines), 'it was told');
        matches('/^None of its entries was understood, which have: .*its serviceId/', implode("\n", noted('queue', $lines)));
        same('1', Setting::getValue('HostwrightQueue1'));
    }));
}
