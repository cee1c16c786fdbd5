<?php

declare(strict_types=1);

/** How long the module's functions take, in one PHP as WHMCS's cron is one: milliseconds as JSON. */

require_once getenv('STAND_IN_FOLDER') . '/init.php';

/** @var array{url: string, key: string, product: string, functions: array<string, int>} $wish */
$wish = json_decode((string) getenv('WISH'), true);
$at = parse_url($wish['url']);
$params = static fn (int $id): array => [
    'serviceid' => $id, 'userid' => 1, 'domain' => "through-php-$id.com", 'password' => 'correct-horse-9', 'moduletype' => 'hostwright', 'addonId' => 0, 'configoption1' => $wish['product'], 'configoptions' => [], 'customfields' => [],
    'clientsdetails' => ['firstname' => 'Rosa', 'lastname' => 'Baker', 'email' => 'rosa@example.com', 'language' => 'english'],
    'serverhostname' => $at['host'], 'serverport' => $at['port'], 'serversecure' => false, 'serveraccesshash' => $wish['key'], 'serverid' => 1,
];
$timed = static function (string $function, int $count) use ($params): array {
    $took = [];
    for ($n = 1; $n <= $count; $n++) {
        $given = $params($n);
        $started = hrtime(true);
        $answer = $function($given);
        $took[] = (hrtime(true) - $started) / 1e6;
        if (is_string($answer) && $answer !== 'success') {
            fwrite(STDERR, "$function: $answer\n");
            exit(1);
        }
    }
    return $took;
};
$functions = $wish['functions'];
echo json_encode(array_combine(array_keys($functions), array_map($timed, array_keys($functions), $functions)));
