<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;

$id = (int) ($_GET['id'] ?? 0);
$service = Capsule::table('tblhosting')->where('id', $id)->first();
if ($service === null || $service->userid !== (new CurrentUser())->client()?->id) {
    http_response_code(404);
    Layout::page('Not found', '<h2>Overview</h2><a href="/">Order</a>', '<section class="box"><h1>Not found</h1><div class="inside">There is no such service in your account.</div></section>');
    return;
}
$params = Core::params($id);
if (($_GET['dosinglesignon'] ?? '') === '1') {
    $answer = hostwright_ServiceSingleSignOn($params);
    if ($answer['success'] === true) {
        header("Location: {$answer['redirectTo']}", true, 302);
        return;
    }
}
$button = array_search($_POST['custom'] ?? '', hostwright_ClientAreaCustomButtonArray($params), true);
$result = $button === false ? '' : Core::command($id, (string) $_POST['custom']);
$failure = $answer['errorMsg'] ?? ($result === 'success' ? '' : $result);
$note = $failure === '' ? '' : '<p role="alert" class="alert alert-danger">' . Layout::text($failure) . '</p>';

$product = Capsule::table('tblproducts')->where('id', $service->packageid)->first();
$output = '';
// WHMCS shows the module's part of the page only while the service is active.
if ($service->domainstatus === 'Active') {
    $area = hostwright_ClientArea($params);
    $output = Layout::smarty(__DIR__ . "/../modules/servers/hostwright/{$area['tabOverviewModuleOutputTemplate']}", $area['templateVariables']);
}
$above = implode('', run_hook('ClientAreaProductDetailsOutput', ['service' => (object) ['id' => $id]]));
$actions = implode('', array_map(static fn (object $action): string => "<a href=\"/clientarea.php?action=productdetails&amp;id=$id&amp;dosinglesignon=1\" target=\"_blank\" rel=\"noopener\">" . Layout::text($action->display) . '</a>', hostwright_CustomActions($params)->actions));
foreach (hostwright_ClientAreaCustomButtonArray($params) as $label => $function) {
    $actions .= "<form method=\"post\"><button name=\"custom\" value=\"$function\">" . Layout::text($label) . '</button></form>';
}
$status = Layout::text($service->domainstatus);
$name = Layout::text($product->name);
$date = date('l, F jS, Y', (int) strtotime($service->regdate));
$manage = $output === '' ? '' : "<section class=\"box\"><div class=\"tabs\"><b>Manage</b></div><div class=\"inside text-center module-client-area\">$output</div></section>";
Layout::page($service->domain, "<h2>Overview</h2><a href=\"/clientarea.php?action=productdetails&amp;id=$id\">Information</a><h2>Actions</h2>$actions<a href=\"/\">Request Cancellation</a>", <<<HTML
<section class="box"><h1>$name</h1><div class="inside"><div class="facts"><span>Status<b>$status</b></span><span>Registration Date<b>$date</b></span><span>Recurring Amount<b>\$6.33</b></span><span>Billing Cycle<b>Annually</b></span></div></div></section>
$note$above$manage
HTML);
