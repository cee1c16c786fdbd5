<?php

declare(strict_types=1);

/**
 * Runs the module's tests in one PHP, whichever it is: `php run.php`, with the addresses of the world in WORLD. Says what PHPUnit
 * says (`--testdox`), which asks for another version of itself in each of these PHPs. One without an environment finds it in
 * the file that it is given.
 */

use StandIn\State;

foreach (isset($argv[1]) ? json_decode((string) file_get_contents($argv[1]), true) : [] as $name => $value) {
    putenv("$name=$value");
}

require_once getenv('STAND_IN_FOLDER') . '/init.php';

final class Failed extends RuntimeException
{
}

/** Every secret that there is; and everything that anybody may read afterwards. */
final class Seen
{
    public const KEY = 'hw_canaryKeyCanaryKeyCanaryKeyCanaryKeyCanar';
    public const PASSWORD = 'canary-p&<"9ä-password';
    /** Of no use to the module: what WHMCS hands over all the same. */
    public const UNUSED = ['serverusername' => 'canary-server-user', 'serverpassword' => 'canary-server&password', 'suspendreason' => 'canary-reason'];
    public const CLIENT = ['address1' => '1 Canary Lane', 'phonenumber' => '+44.1632960077', 'companyname' => 'Canary & Co'];
    /** @var list<string> */
    public static array $texts = [];
}

/** Every text in there. @return list<string> */
function leaves(array $tree): array
{
    $texts = [];
    array_walk_recursive($tree, static function (mixed $leaf, mixed $name) use (&$texts): void {
        array_push($texts, (string) $name, is_scalar($leaf) ? (string) $leaf : '');
    });
    return $texts;
}

/** @return array<string, string> */
function world(): array
{
    return json_decode((string) getenv('WORLD'), true);
}

/** @var array<string, callable> */
$tests = [];
$assertions = 0;
function test(string $name, callable $run): void
{
    $GLOBALS['tests'][$name] = $run;
}

function same(mixed $wanted, mixed $seen, string $what = ''): void
{
    $GLOBALS['assertions']++;
    if ($wanted !== $seen) {
        throw new Failed(trim("$what wanted " . json_encode($wanted, JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR) . ', saw ' . json_encode($seen, JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR)));
    }
}

function matches(string $pattern, string $seen, string $what = ''): void
{
    $GLOBALS['assertions']++;
    if (preg_match($pattern, $seen) !== 1) {
        throw new Failed(trim("$what wanted $pattern, saw $seen"));
    }
}

function yes(bool $holds, string $what): void
{
    $GLOBALS['assertions']++;
    if (!$holds) {
        throw new Failed($what);
    }
}

/** What a module function is given; `$over` changes what a test is about. */
function params(string $url, array $over = []): array
{
    $parts = parse_url($url);
    return $over + [
        'serviceid' => 7, 'userid' => 1, 'pid' => 1, 'serverid' => 1, 'domain' => 'rosas-bakery.com', 'username' => '', 'password' => Seen::PASSWORD, 'producttype' => 'hostingaccount', 'moduletype' => 'hostwright', 'addonId' => 0,
        'configoption1' => 'split', 'configoption2' => 'When it is ready', 'configoption3' => '', 'configoption4' => 'Auto', 'configoption5' => '', 'configoptions' => [], 'customfields' => [],
        'clientsdetails' => ['userid' => 1, 'firstname' => 'Rosa', 'lastname' => 'Baker', 'email' => 'rosa@example.com', 'language' => 'english'] + Seen::CLIENT,
        'server' => true, 'serverip' => '', 'serverhostname' => $parts['host'], 'serveraccesshash' => Seen::KEY . "\n", 'serversecure' => ($parts['scheme'] ?? '') === 'https', 'serverport' => $parts['port'] ?? '',
        'model' => null,
    ] + Seen::UNUSED;
}

/** @param array<string, mixed> $database */
function bringBack(array $database): void
{
    State::change(static function (array &$state) use ($database): void {
        $state = $database;
    });
}

/**
 * Runs something again and again while one access to WHMCS's database after the other fails, once and for good, by turns with an
 * Error and with an exception. Answers what came of it and when, until there is no access left to fail.
 *
 * @return iterable<string, mixed>
 */
function whileItFails(callable $run): iterable
{
    [$database, $lines] = [State::read(), count(State::logs()['modulelog'])];
    $secret = 'canary ' . Seen::PASSWORD . ' ' . Seen::KEY;
    for ($at = 0, $met = true; $met; $at++) {
        foreach ([1, 100_000] as $times) {
            bringBack($database);
            State::breaks(($at + $times) % 2 === 0 ? new TypeError($secret) : new RuntimeException($secret), $at, $times);
            try {
                $answer = $run();
            } finally {
                $met = State::heal();
            }
            if ($met) {
                yield "at access $at" . ($times === 1 ? '' : ' and on') => $answer;
            }
        }
    }
    $said = implode("\n", array_column(array_slice(State::logs()['modulelog'], $lines), 'response'));
    matches('/(TypeError|RuntimeException) in ' . preg_quote(basename(__FILE__)) . ':/', $said, 'no fault was written down:');
}

require_once __DIR__ . '/answers.php';
foreach (glob(__DIR__ . '/*-test.php') as $file) {
    require $file;
}
$failed = 0;
echo 'Runtime: PHP ', PHP_VERSION, "\n\n";
foreach ($tests as $name => $run) {
    $started = microtime(true);
    WHMCS\Module\Server\Hostwright\Client::wake();
    WHMCS\Authentication\CurrentUser::$client = 1;
    WHMCS\Authentication\CurrentUser::$admin = null;
    $problem = null;
    try {
        $run();
    } catch (Throwable $fault) {
        $failed++;
        $problem = $fault instanceof Failed ? $fault->getMessage() : get_class($fault) . ': ' . $fault->getMessage() . ' at ' . basename($fault->getFile()) . ':' . $fault->getLine();
    }
    echo $problem === null ? ' ✔ ' : ' ✘ ', $name, ' [', (int) round((microtime(true) - $started) * 1000), " ms]\n", $problem === null ? '' : '   │ ' . str_replace("\n", "\n   │ ", $problem) . "\n";
}
$count = count($tests);
echo $failed === 0 ? "\nOK ($count tests, $assertions assertions)\n" : "\nFAILURES!\nTests: $count, Assertions: $assertions, Failures: $failed.\n";
exit($failed === 0 ? 0 : 1);
