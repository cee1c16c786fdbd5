<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use StandIn\Theme;
use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;

$theme = Theme::chosen();
$id = (int) ($_GET['id'] ?? 0);
$service = Capsule::table('tblhosting')->where('id', $id)->first();
if ($service === null || $service->userid !== (new CurrentUser())->client()?->id) {
    http_response_code(404);
    $theme->page('Not found', ['Overview' => [$theme->link('Order', '/')]], $theme->card('Not found', 'There is no such service in your account.'));
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

$product = Capsule::table('tblproducts')->where('id', $service->packageid)->first();
$output = '';
// WHMCS shows the module's part of the page only while the service is active.
if ($service->domainstatus === 'Active') {
    $area = hostwright_ClientArea($params);
    $output = '<div class="text-center module-client-area">' . Layout::smarty(__DIR__ . "/../modules/servers/hostwright/{$area['tabOverviewModuleOutputTemplate']}", $area['templateVariables']) . '</div>';
}
$above = implode('', array_map(static fn (string $html): string => "<div>$html</div>", run_hook('ClientAreaProductDetailsOutput', ['service' => (object) ['id' => $id]])));
$actions = array_map(static fn (object $action): string => $theme->link($action->display, "/clientarea.php?action=productdetails&id=$id&dosinglesignon=1", 'target="_blank" rel="noopener"'), hostwright_CustomActions($params)->actions);
foreach (hostwright_ClientAreaCustomButtonArray($params) as $label => $function) {
    $actions[] = $theme->button($label, 'custom', $function);
}
$tabs = $service->domain === '' ? ['manage' => ['Manage', $output]] : ['domain' => ['Hosting Information', $theme->rows(['Domain' => $service->domain, 'Username' => $service->username]) . $output]];
if ($tabs === ['manage' => ['Manage', '']]) {
    $tabs = [];
}
$facts = ['Registration Date' => date('l, F jS, Y', (int) strtotime($service->regdate)), 'Recurring Amount' => '$6.33', 'Billing Cycle' => 'Annually'];
$overview = $theme->product($product->name, $service->domainstatus, $facts) . $above . $theme->tabs($tabs + ['additionalinfo' => ['Additional Information', $theme->rows(['Order' => "#$id", ...(array) ($service->customfields ?? [])])]]);
$password = $theme->card('Change Password', 'Passwords are changed in the panel.');
$theme->page($service->domain, [
    'Overview' => [$theme->link('Information', '#tabOverview', 'data-toggle="tab"'), $theme->link('Change Password', '#tabChangepw', 'data-toggle="tab"')],
    'Actions' => [...$actions, $theme->link('Request Cancellation', '/')],
], ($failure === '' ? '' : $theme->alert($failure)) . '<div class="tab-content margin-bottom">' . $theme->pane('tabOverview', true, $overview) . $theme->pane('tabChangepw', false, $password) . '</div>');
