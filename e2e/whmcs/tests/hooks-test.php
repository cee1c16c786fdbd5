<?php

declare(strict_types=1);

/** Every hook of hooks.php while WHMCS's database fails in the middle of it: the page, the mail or the cron goes on as if there were no module. */

use StandIn\Core;
use StandIn\State;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;
use WHMCS\Module\Server\Hostwright\Marks;

/**
 * A service that is being deployed, at a server that has something to tell.
 *
 * @param array<string, string> $marks what the module remembers of it
 */
function atWork(array $marks): void
{
    $params = params(world()['telling']);
    same('success', hostwright_CreateAccount($params));
    $id = Core::order(['id' => 7]);
    // Its table is there from now on.
    Marks::all('');
    foreach ($marks as $what => $value) {
        Marks::set($id, $what, $value);
    }
    State::change(static function (array &$state) use ($params): void {
        $state['tblservers'][0] = ['hostname' => $params['serverhostname'], 'port' => $params['serverport'], 'accesshash' => Seen::KEY] + $state['tblservers'][0];
    });
}

/**
 * While its database fails WHMCS is answered `$harmless`, and `$left` looks at what was left behind; `$works` does at what the
 * hook has done when nothing failed.
 *
 * @param array<string, mixed> $vars
 * @param array<string, string> $marks
 */
function broken(string $hook, array $vars, array $marks, mixed $harmless, callable $works, ?callable $left = null): void
{
    $before = State::read();
    try {
        atWork($marks);
        $answers = [];
        $run = static function () use ($hook, $vars, &$answers): array {
            return $answers = run_hook($hook, $vars);
        };
        foreach (whileItFails($run) as $when => $answer) {
            same([$harmless], $answer, "$when:");
            array_push(Seen::$texts, ...leaves($answer));
            $left === null || $left($when);
        }
        array_push(Seen::$texts, ...array_map(static fn (string $text): string => (string) preg_replace('/#t=[\w.-]+/', '', $text), leaves($answers)));
        $works(...$answers);
    } finally {
        bringBack($before + ['mod_hostwright' => []]);
    }
}

test('a hook whose database fails: a mail goes out, and is not held as well', static fn () => broken(
    'EmailPreSend',
    ['messagename' => 'Hosting Account Welcome Email', 'relid' => 7, 'mergefields' => []],
    [],
    [],
    static fn (mixed $answer) => same(['abortsend' => true], $answer),
    static fn (string $when) => same(null, Marks::get(7, 'mail'), $when),
));

test('a hook whose database fails: an order is accepted', static fn () => broken(
    'AfterModuleCreate',
    ['params' => params(world()['telling'], ['configoption3' => 'on'])],
    [],
    null,
    static fn () => same('', Marks::get(7, 'pending')),
));

test('a hook whose database fails: the product page says nothing of ours', static fn () => broken(
    'ClientAreaProductDetailsOutput',
    ['service' => (object) ['id' => 7]],
    ['pending' => ''],
    '',
    static fn (string $answer) => matches('/<iframe/', $answer),
));

test('a hook whose database fails: a service is deleted', static fn () => broken(
    'ServiceDelete',
    ['userid' => 1, 'serviceid' => 7],
    ['deleted' => '1'],
    null,
    static fn () => same(null, Marks::get(7, 'deleted')),
));

test('a hook whose database fails: the cron goes on', static fn () => broken(
    'AfterCronJob',
    [],
    ['pending' => '', 'mail' => 'Hosting Account Welcome Email', 'deleted' => '1'],
    null,
    static function (): void {
        same(['2026-01-01~7', 'rosas-bakery-com-web'], [Setting::getValue('HostwrightCursor1'), Capsule::table('tblhosting')->where('id', 7)->first()->username]);
        same('1,2,3', Marks::get(7, 'told'));
    },
));
