<?php

declare(strict_types=1);

/** Every function that WHMCS calls, what WHMCS makes of its answer, and what it was that Hostwright got. */

/** What is not `success` is why not. */
const TEXTS = ['CreateAccount', 'SuspendAccount', 'UnsuspendAccount', 'TerminateAccount', 'ChangePassword', 'ChangePackage', 'Renew', 'redeploy', 'retry', 'repair', 'forceTerminate', 'tryAgain', 'UsageUpdate'];
const SIGN_ONS = ['ServiceSingleSignOn', 'AdminSingleSignOn'];

/** Of an object with functions of its own. */
const METERS = ['metrics', 'usage', 'tenantUsage'];
const ALL = [...TEXTS, ...SIGN_ONS, 'TestConnection', 'ListAccounts', 'AdminServicesTabFields', 'ClientArea', 'ProductLoader', 'CustomActions', ...METERS];
/** What these answer hangs on nothing. */
const CONSTANTS = ['MetaData', 'ConfigOptions', 'AdminCustomButtonArray', 'ClientAreaCustomButtonArray', 'ClientAreaAllowedFunctions'];

/** @return array<string, mixed> */
function figures(array $metrics): array
{
    return array_map(static fn (WHMCS\UsageBilling\Metrics\Metric $one): mixed => $one->usage?->value, $metrics);
}

/** What WHMCS makes of an answer. Of the product page without its ticket, which alone may have been made with the key. */
function answerOf(string $name, array $params): mixed
{
    $meter = static fn (): object => hostwright_MetricProvider($params);
    $answer = match ($name) {
        'metrics' => array_map(static fn (object $one): string => $one->systemName(), $meter()->metrics()),
        'usage' => array_map('figures', $meter()->usage()),
        'tenantUsage' => figures($meter()->tenantUsage('rosas-bakery-com-8')),
        'CustomActions' => array_map(static fn (object $one): array => [$one->identifier, $one->display, $one->permissions], ((array) hostwright_CustomActions($params))['actions'] ?? []),
        'ProductLoader' => (static function () use ($params): mixed {
            try {
                return hostwright_ProductLoader($params);
            } catch (Exception $refusal) {
                return $refusal->getMessage();
            }
        })(),
        default => ("hostwright_$name")($params),
    };
    if (isset($answer['templateVariables']['hostwright']['src'])) {
        $answer['templateVariables']['hostwright']['src'] = preg_replace('/#t=[\w.-]+$/', '', $answer['templateVariables']['hostwright']['src']);
    }
    array_push(Seen::$texts, ...leaves([$answer]));
    return $answer;
}

/** @return array<string, mixed> of every function's answer */
function callAll(array $params, array $without = []): array
{
    WHMCS\Authentication\CurrentUser::$admin = 1;
    $names = array_diff(ALL, $without);
    return array_combine($names, array_map(static fn (string $name): mixed => answerOf($name, $params), $names));
}

/** @return array<string, mixed> what the server that is well was sent last */
function lastCall(): array
{
    $client = curl_init(world()['last']);
    curl_setopt($client, CURLOPT_RETURNTRANSFER, true);
    return json_decode((string) curl_exec($client), true);
}
