<?php

declare(strict_types=1);

/** WHMCS's global functions. What is logged is masked as WHMCS says it does: by exact text. */

use StandIn\State;
use WHMCS\Database\Capsule;

function logModuleCall($module, $action, $request, $response, $processed = '', $mask = []): void
{
    $plain = static fn ($value): string => str_replace(array_filter($mask), '****', is_scalar($value) ? (string) $value : (string) json_encode($value));
    State::append('modulelog', ['module' => $module, 'action' => $action, 'request' => $plain($request), 'response' => $plain($response)]);
}

function logActivity($text, $clientId = 0): void
{
    State::append('activity', ['text' => (string) $text, 'client' => (int) $clientId]);
}

function decrypt($text): string
{
    return (string) $text;
}

function add_hook($name, $priority, $run): void
{
    $GLOBALS['hooks'][$name][] = $run;
}

/** @return list<mixed> */
function run_hook($name, $vars): array
{
    return array_map(static fn (callable $run) => $run($vars), $GLOBALS['hooks'][$name] ?? []);
}

/** Whether it went out. */
function send_mail(string $message, int $serviceId): bool
{
    foreach (run_hook('EmailPreSend', ['messagename' => $message, 'relid' => $serviceId, 'mergefields' => []]) as $answer) {
        if (is_array($answer) && ($answer['abortsend'] ?? false) === true) {
            return false;
        }
    }
    $service = Capsule::table('tblhosting')->where('id', $serviceId)->first();
    $client = Capsule::table('tblclients')->where('id', $service->userid)->first();
    State::append('outbox', ['message' => $message, 'service' => $serviceId, 'to' => $client->email, 'username' => $service->username, 'domain' => $service->domain]);
    return true;
}

function localAPI($command, $values, $admin = ''): array
{
    State::append('apilog', ['command' => $command, 'values' => $values]);
    if (($values['serviceid'] ?? 0) === (State::read()['refuses'] ?? null)) {
        return ['result' => 'error', 'message' => 'Not now'];
    }
    if ($command === 'UpdateClientProduct') {
        $columns = ['status' => 'domainstatus', 'serviceusername' => 'username', 'domain' => 'domain', 'dedicatedip' => 'dedicatedip', 'ns1' => 'ns1', 'ns2' => 'ns2'];
        $known = array_intersect_key($values, $columns);
        $changed = Capsule::table('tblhosting')->where('id', $values['serviceid'])->update(array_combine(array_map(static fn (string $name): string => $columns[$name], array_keys($known)), $known));
        return $changed === 1 ? ['result' => 'success', 'serviceid' => $values['serviceid']] : ['result' => 'error', 'message' => 'Service ID Not Found'];
    }
    if ($command === 'LogActivity') {
        logActivity($values['description'], $values['clientid'] ?? 0);
        return ['result' => 'success'];
    }
    if ($command === 'SendEmail') {
        return send_mail($values['messagename'], (int) $values['id']) ? ['result' => 'success'] : ['result' => 'error', 'message' => 'Sending Failed'];
    }
    if ($command === 'GetModuleQueue') {
        // By the names of its documentation, by those of the columns, or by others.
        $named = static fn (string $name): string => match (State::read()['names'] ?? '') {
            'columns' => strtolower((string) preg_replace('/[A-Z]/', '_$0', $name)),
            'others' => "its $name",
            default => $name,
        };
        $entryOf = static fn (array $one): array => ['serviceType' => 'service', 'serviceId' => (string) $one['service'], 'moduleName' => $one['module'] ?? 'hostwright', 'moduleAction' => $one['command'], 'lastAttempt' => $one['on'], 'lastAttemptError' => htmlspecialchars($one['message'], ENT_QUOTES), 'numRetries' => '0', 'completed' => '0'];
        $entries = array_map(static fn (array $entry): array => array_combine(array_map($named, array_keys($entry)), $entry), array_map($entryOf, StandIn\Core::waiting()));
        $answer = ['result' => 'success', 'count' => (string) count($entries)];
        if (State::read()['nested'] ?? false) {
            return $answer + ['queue' => array_map(static fn (array $entry): object => (object) $entry, $entries)];
        }
        // As its documentation shows it: one flat map.
        foreach ($entries as $at => $entry) {
            foreach ($entry as $name => $value) {
                $answer["queue[$at][$name]"] = $value;
            }
        }
        return $answer;
    }
    if ($command === 'TriggerNotificationEvent') {
        // Its documentation calls all three optional; without an identifier no rule could be for it, without words there is nothing to say.
        foreach (['notification_identifier', 'title', 'message'] as $name) {
            if (!is_string($values[$name] ?? null) || $values[$name] === '') {
                return ['result' => 'error', 'message' => "Missing or invalid $name"];
            }
        }
        foreach ($values['attributes'] ?? [] as $attribute) {
            if (!is_string($attribute['label'] ?? null) || !is_string($attribute['value'] ?? null)) {
                return ['result' => 'error', 'message' => 'Missing or invalid attributes'];
            }
        }
        State::append('notifications', ['identifier' => $values['notification_identifier'], 'title' => $values['title'], 'message' => $values['message'], 'status' => $values['status'] ?? '', 'url' => $values['url'] ?? '', 'attributes' => $values['attributes'] ?? []]);
        return ['result' => 'success'];
    }
    return ['result' => 'error', 'message' => "Command Not Found"];
}
