<?php

/**
 * WHMCS notices this file when the Module Settings of a product with this module are saved after it appeared.
 */

use WHMCS\Module\Server\Hostwright\Hooks;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

if (PHP_VERSION_ID >= 80100) {
    require_once __DIR__ . '/lib/autoload.php';

    add_hook('EmailPreSend', 1, static function ($vars) {
        return Hooks::beforeMail((array) $vars);
    });
    add_hook('AfterModuleCreate', 1, static function ($vars) {
        Hooks::created((array) $vars);
    });
    add_hook('ClientAreaProductDetailsOutput', 1, static function ($vars) {
        return Hooks::productDetails((array) $vars);
    });
    add_hook('ServiceDelete', 1, static function ($vars) {
        Hooks::deleted((array) $vars);
    });
    add_hook('AfterCronJob', 1, static function ($vars) {
        Hooks::cron();
    });
}
