<?php

/**
 * Hostwright for WHMCS: what WHMCS calls, one line each. Everything is done in lib/.
 *
 * The values of ConfigOptions are stored by position: never reorder them, only append.
 */

use WHMCS\Module\Server\Hostwright\Module;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

require_once __DIR__ . '/lib/autoload.php';

function hostwright_MetaData()
{
    return Module::metaData();
}

function hostwright_ConfigOptions(array $params = [])
{
    return Module::configOptions();
}

function hostwright_ProductLoader(array $params)
{
    return Module::products($params);
}

function hostwright_CreateAccount(array $params)
{
    return Module::create($params);
}

function hostwright_SuspendAccount(array $params)
{
    return Module::suspend($params);
}

function hostwright_UnsuspendAccount(array $params)
{
    return Module::unsuspend($params);
}

function hostwright_TerminateAccount(array $params)
{
    return Module::terminate($params);
}

function hostwright_ChangePassword(array $params)
{
    return Module::changePassword($params);
}

function hostwright_ChangePackage(array $params)
{
    return Module::changePackage($params);
}

function hostwright_Renew(array $params)
{
    return Module::renew($params);
}

function hostwright_TestConnection(array $params)
{
    return Module::testConnection($params);
}

function hostwright_AdminCustomButtonArray(array $params = [])
{
    return Module::adminButtons();
}

function hostwright_ClientAreaCustomButtonArray(array $params = [])
{
    return Module::clientButtons();
}

function hostwright_ClientAreaAllowedFunctions(array $params = [])
{
    return Module::clientFunctions();
}

function hostwright_redeploy(array $params)
{
    return Module::redeploy($params);
}

function hostwright_retry(array $params)
{
    return Module::retry($params);
}

function hostwright_repair(array $params)
{
    return Module::repair($params);
}

function hostwright_forceTerminate(array $params)
{
    return Module::forceTerminate($params);
}

function hostwright_tryAgain(array $params)
{
    return Module::tryAgain($params);
}

function hostwright_AdminServicesTabFields(array $params)
{
    return Module::tabFields($params);
}

function hostwright_ServiceSingleSignOn(array $params)
{
    return Module::serviceSignOn($params);
}

function hostwright_AdminSingleSignOn(array $params)
{
    return Module::adminSignOn($params);
}

function hostwright_ClientArea(array $params)
{
    return Module::clientArea($params);
}

function hostwright_CustomActions(array $params)
{
    return Module::customActions($params);
}

function hostwright_UsageUpdate(array $params)
{
    return Module::usageUpdate($params);
}

function hostwright_MetricProvider(array $params)
{
    return Module::metrics($params);
}

function hostwright_ListAccounts(array $params)
{
    return Module::listAccounts($params);
}
