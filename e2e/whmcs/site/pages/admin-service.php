<?php

declare(strict_types=1);

use StandIn\Core;
use StandIn\Layout;
use WHMCS\Database\Capsule;

$id = (int) ($_GET['id'] ?? 0);
$params = Core::params($id);
$commands = ['Create' => 'CreateAccount', 'Suspend' => 'SuspendAccount', 'Unsuspend' => 'UnsuspendAccount', 'Terminate' => 'TerminateAccount', 'Change Package' => 'ChangePackage', 'Change Password' => 'ChangePassword', 'Renew' => 'Renew'] + hostwright_AdminCustomButtonArray();
$note = '';
if (($_POST['do'] ?? '') === 'sso') {
    $answer = hostwright_ServiceSingleSignOn($params);
    if ($answer['success'] === true) {
        header("Location: {$answer['redirectTo']}", true, 302);
        return;
    }
    $note = '<p role="alert" class="alert alert-danger">' . Layout::text($answer['errorMsg']) . '</p>';
} elseif (($_POST['do'] ?? '') === 'owner') {
    header('Set-Cookie: admin=1; Path=/; SameSite=Lax');
    header("Location: /clientarea.php?action=productdetails&id=$id", true, 303);
    return;
} elseif (in_array($_POST['do'] ?? '', $commands, true)) {
    $answer = Core::command($id, $_POST['do'], isset($_POST['password']) && $_POST['do'] === 'ChangePassword' ? ['password' => $_POST['password']] : []);
    $note = $answer === 'success' ? '<p role="status" class="alert alert-success">Module Command Success</p>' : '<p role="alert" class="alert alert-danger">Module Command Error: ' . Layout::text($answer) . '</p>';
}
$service = Capsule::table('tblhosting')->where('id', $id)->first();
$rows = '';
foreach (['Domain' => $service->domain, 'Username' => $service->username, 'Dedicated IP' => $service->dedicatedip, 'Nameservers' => trim("$service->ns1 $service->ns2"), 'Status' => $service->domainstatus, 'Disk usage' => "$service->diskusage of $service->disklimit MB"] as $name => $value) {
    $rows .= "<tr><th scope=\"row\">$name</th><td>" . Layout::text($value) . '</td></tr>';
}
foreach (hostwright_AdminServicesTabFields($params) as $name => $html) {
    $rows .= '<tr><th scope="row">' . Layout::text($name) . "</th><td>$html</td></tr>";
}
$buttons = implode('', array_map(static fn (string $label, string $function): string => "<button name=\"do\" value=\"$function\">" . Layout::text($label) . '</button>', array_keys($commands), $commands));
Layout::page("Service #$id", Layout::adminSide(), <<<HTML
$note<section class="box"><h1>Service #$id</h1><div class="inside"><form method="post" class="row">$buttons</form>
<form method="post" class="row"><button name="do" value="sso" formtarget="_blank">Open the panel</button><button name="do" value="owner">Login as Owner</button></form>
<table>$rows</table></div></section>
HTML);
