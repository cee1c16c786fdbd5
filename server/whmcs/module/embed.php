<?php

/**
 * Gives the product page a fresh ticket for its frame: to the client whose service it is, and to staff who look at it
 * in their place. Only by POST from a page of this WHMCS.
 */

use WHMCS\Module\Server\Hostwright\Renewal;

require_once dirname(__DIR__, 3) . '/init.php';
require_once __DIR__ . '/lib/autoload.php';

[$status, $body] = Renewal::answer($_SERVER, $_POST);
http_response_code($status);
header('Content-Type: application/json; charset=utf-8');
header('Cache-Control: no-store');
header('X-Content-Type-Options: nosniff');
echo json_encode($body);
