<?php

declare(strict_types=1);

/** For the tests and the demo: what a person would do in WHMCS, in JSON. */

use StandIn\Core;
use StandIn\State;

if (!hash_equals((string) getenv('STAND_IN_TOKEN'), (string) ($_SERVER['HTTP_X_TOKEN'] ?? ''))) {
    http_response_code(404);
    return;
}
/** @var array<string, mixed> $input */
$input = json_decode((string) file_get_contents('php://input'), true) ?? [];
$result = match ($path) {
    '/stand-in/order' => (static function () use ($input): array {
        $id = Core::order($input['row'] ?? []);
        return ['id' => $id, 'answer' => Core::command($id, 'CreateAccount')];
    })(),
    '/stand-in/rows' => array_map([Core::class, 'order'], $input['rows']),
    // Many commands after one another, as a cron gives them.
    '/stand-in/commands' => array_map(static fn (array $one): string => Core::command((int) $one[0], (string) $one[1], $one[2] ?? []), $input['commands']),
    '/stand-in/cron' => (static function (): array {
        $usage = hostwright_UsageUpdate(Core::serverParams(1));
        run_hook('AfterCronJob', []);
        return ['usage' => $usage];
    })(),
    '/stand-in/api' => localAPI($input['command'], $input['values']),
    '/stand-in/hook' => run_hook($input['name'], $input['vars']),
    '/stand-in/state' => State::read() + State::logs(),
    '/stand-in/set' => State::change(static function (array &$state) use ($input): bool {
        $state = array_replace_recursive($state, $input);
        return true;
    }),
    default => null,
};
header('Content-Type: application/json');
echo json_encode($result, JSON_INVALID_UTF8_SUBSTITUTE);
