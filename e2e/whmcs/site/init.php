<?php

declare(strict_types=1);

/** What WHMCS's own init.php brings up. */

error_reporting(E_ALL);
set_error_handler(static function (int $level, string $text, string $file, int $line): bool {
    throw new ErrorException($text, 0, $level, $file, $line);
});

define('WHMCS', true);
require_once __DIR__ . '/stubs/State.php';
require_once __DIR__ . '/stubs/Capsule.php';
require_once __DIR__ . '/stubs/classes.php';
require_once __DIR__ . '/stubs/functions.php';
require_once __DIR__ . '/stubs/Core.php';

// Whoever comes is the first client, until a cookie says somebody else, or nobody.
$client = $_COOKIE['client'] ?? '1';
WHMCS\Authentication\CurrentUser::$client = ctype_digit($client) && $client !== '0' ? (int) $client : null;
if (defined('ADMINAREA') || isset($_COOKIE['admin'])) {
    WHMCS\Authentication\CurrentUser::$admin = 1;
}
if (isset($_COOKIE['language']) && preg_match('/^[a-z]+$/', $_COOKIE['language'])) {
    $_SESSION['Language'] = $_COOKIE['language'];
}
require_once __DIR__ . '/modules/servers/hostwright/hooks.php';
