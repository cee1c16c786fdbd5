<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** Written by `npm run contract` from server/whmcs/contract.ts: procedure => [kind, fields that go in, fields that come out]. */
final class Contract
{
    public const PROCEDURES = [
        'service.create' => ['mutation', ['serviceId', 'clientId', 'domain', 'product', 'email', 'name', 'password', 'options', 'customFields', 'language'], ['serviceId' => 'text', 'id' => 'number', 'reference' => 'text', 'domain' => 'text', 'state' => 'text', 'generation' => 'number', 'logins' => 'map']],
        'service.suspend' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.unsuspend' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.terminate' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.changePassword' => ['mutation', ['serviceId', 'password'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.changePackage' => ['mutation', ['serviceId', 'product', 'options'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.renew' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'renewed' => 'flag']],
        'service.retry' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'retried' => 'number']],
        'service.repair' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'steps' => 'number']],
        'service.redeploy' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.forceTerminate' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number']],
        'service.deleted' => ['mutation', ['serviceId'], ['serviceId' => 'text', 'orphaned' => 'flag']],
        'service.status' => ['query', ['serviceId'], ['serviceId' => 'text', 'id' => 'number', 'reference' => 'text', 'domain' => 'text', 'product' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number', 'done' => 'number', 'total' => 'number', 'error' => '?text', 'pending' => '?text', 'login' => '?text', 'url' => 'text']],
        'service.ping' => ['query', [], ['ok' => 'flag', 'instance' => 'text', 'version' => 'text', 'now' => 'text', 'products' => 'number', 'nodes' => 'number', 'nodesDown' => 'list', 'module' => '?text', 'callback' => '?map']],
        'service.products' => ['query', [], ['products' => ['slug' => 'text', 'name' => 'text', 'mode' => 'text']]],
        'service.usage' => ['query', [], ['services' => ['serviceId' => 'text', 'username' => 'text', 'diskMb' => 'number', 'diskLimitMb' => '?number', 'bandwidthMb' => 'number', 'bandwidthLimitMb' => '?number', 'mailAccounts' => 'number', 'databases' => 'number', 'at' => 'text']]],
        'service.accounts' => ['query', [], ['accounts' => ['serviceId' => 'text', 'email' => 'text', 'username' => 'text', 'domain' => 'text', 'product' => 'text', 'primaryIp' => 'text', 'createdAt' => 'text', 'state' => 'text']]],
        'service.changes' => ['query', ['cursor'], ['cursor' => 'text', 'more' => 'flag', 'services' => ['serviceId' => 'text', 'state' => 'text', 'wanted' => 'text', 'generation' => 'number', 'domain' => 'text', 'username' => 'text', 'dedicatedIp' => 'text', 'nameservers' => 'list', 'mails' => 'flag']]],
        'service.pending' => ['query', ['cursor'], ['cursor' => 'number', 'more' => 'flag', 'changes' => ['id' => 'number', 'serviceId' => 'text', 'clientId' => 'text', 'kind' => 'text', 'event' => 'text', 'template' => 'text', 'title' => 'text', 'text' => 'text', 'status' => 'text', 'url' => '?text']]],
        'service.told' => ['mutation', ['ids'], ['told' => 'number']],
        'service.queued' => ['mutation', ['server', 'queue'], ['kept' => 'number']],
        'service.signOn' => ['mutation', ['serviceId', 'as', 'admin', 'language'], ['url' => 'text']],
        'service.signOnStaff' => ['mutation', ['admin'], ['url' => 'text']],
    ];
}
