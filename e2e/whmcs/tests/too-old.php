<?php

/** What a PHP from before 8.1 makes of the module: a sentence, where it could not even read the rest. */

define('WHMCS', true);
function add_hook()
{
    throw new Exception('No hook may be set where the module can not run');
}
$folder = dirname(dirname(dirname(__DIR__))) . '/server/whmcs/module';
require $folder . '/hostwright.php';
require $folder . '/hooks.php';
$texts = [hostwright_CreateAccount([]), hostwright_TestConnection([])['error'], hostwright_ServiceSingleSignOn([])['errorMsg']];
echo PHP_VERSION, ': ', hostwright_ConfigOptions([]) === [] && hostwright_MetaData()['DisplayName'] === 'Hostwright' && count(array_unique($texts)) === 1 ? $texts[0] : json_encode($texts), "\n";
