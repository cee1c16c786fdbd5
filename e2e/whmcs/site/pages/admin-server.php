<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;

$params = Core::serverParams(1);
$note = '';
$lists = '';
$do = (string) ($_POST['do'] ?? '');
if ($do === 'sso') {
    $answer = hostwright_AdminSingleSignOn($params);
    if ($answer['success'] === true) {
        header("Location: {$answer['redirectTo']}", true, 302);
        return;
    }
    $note = '<p role="alert" class="alert alert-danger">' . Layout::text($answer['errorMsg']) . '</p>';
} elseif ($do === 'test') {
    $answer = hostwright_TestConnection($params);
    $note = $answer['success'] ? '<p role="status" class="alert alert-success">Connection Successful</p>' : '<p role="alert" class="alert alert-danger">Connection Failed: ' . Layout::text($answer['error']) . '</p>';
} elseif ($do === 'cron') {
    $usage = hostwright_UsageUpdate($params);
    run_hook('AfterCronJob', []);
    $note = '<p role="status" class="alert">The cron has run. Usage: ' . Layout::text($usage) . '</p>';
} elseif ($do === 'list') {
    $answer = hostwright_ListAccounts($params);
    $lists = '<section class="box"><h2>Accounts</h2><div class="inside">' . Layout::table($answer['accounts'] ?? [$answer]) . '</div></section>';
}
$rows = '';
foreach (['Module' => hostwright_MetaData()['DisplayName'], 'Hostname' => $params['serverhostname'], 'Access Hash' => '••••••••••••', 'Secure' => $params['serversecure'] ? 'Yes' : 'No', 'Port' => $params['serverport'] === '' ? 'Default' : $params['serverport']] as $name => $value) {
    $rows .= "<tr><th scope=\"row\">$name</th><td>" . Layout::text($value) . '</td></tr>';
}
Layout::page('Servers', Layout::adminSide(), <<<HTML
$note<section class="box"><h1>Servers</h1><div class="inside"><table>$rows</table>
<form method="post" class="row" style="margin-top:12px"><button name="do" value="test">Test Connection</button><button name="do" value="sso" formtarget="_blank">Open the dashboard</button><button name="do" value="cron">Run the cron</button><button name="do" value="list">List accounts</button></form></div></section>$lists
HTML);
