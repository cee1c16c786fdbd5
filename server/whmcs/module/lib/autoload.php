<?php

/** WHMCS finds our classes by itself; embed.php and the hooks may be earlier than it. Readable by any PHP. */

if (PHP_VERSION_ID < 80100) {
    require_once __DIR__ . '/too-old.php';
} else {
    spl_autoload_register(static function (string $class): void {
        $prefix = 'WHMCS\\Module\\Server\\Hostwright\\';
        $file = __DIR__ . '/' . substr($class, strlen($prefix)) . '.php';
        if (strncmp($class, $prefix, strlen($prefix)) === 0 && strpos($class, '\\', strlen($prefix)) === false && is_file($file)) {
            require_once $file;
        }
    });
}
