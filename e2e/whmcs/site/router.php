<?php

declare(strict_types=1);

/** Asked for everything: the pages of the stand-in, and what the module's folder serves by itself. */

$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/modules/servers/hostwright/frame.js') {
    header('Content-Type: text/javascript; charset=utf-8');
    readfile(__DIR__ . $path);
    return true;
}
if ($path === '/modules/servers/hostwright/embed.php') {
    require __DIR__ . $path;
    return true;
}
if (str_starts_with($path, '/admin')) {
    define('ADMINAREA', true);
} elseif (!str_starts_with($path, '/stand-in/')) {
    define('CLIENTAREA', true);
}
require_once __DIR__ . '/init.php';
require_once __DIR__ . '/pages/layout.php';
require_once __DIR__ . '/pages/theme.php';

header('Cache-Control: no-store');
try {
    match (true) {
        str_starts_with($path, '/stand-in/') => require __DIR__ . '/pages/door.php',
        $path === '/clientarea.php' => require __DIR__ . '/pages/product.php',
        $path === '/admin/service' => require __DIR__ . '/pages/admin-service.php',
        $path === '/admin/product' => require __DIR__ . '/pages/admin-product.php',
        $path === '/admin/server' => require __DIR__ . '/pages/admin-server.php',
        str_starts_with($path, '/admin') => require __DIR__ . '/pages/admin-logs.php',
        default => require __DIR__ . '/pages/order.php',
    };
} catch (Throwable $fault) {
    http_response_code(500);
    echo '<h1>The stand-in failed</h1><pre>', htmlspecialchars((string) $fault), '</pre>';
}
return true;
