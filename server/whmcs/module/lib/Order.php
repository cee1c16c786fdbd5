<?php

declare(strict_types=1);

namespace WHMCS\Module\Server\Hostwright;

/** What WHMCS says of a service, as Hostwright takes it. */
final class Order
{
    /** @param array<string, mixed> $params */
    public static function serviceId(array $params): string
    {
        if ((int) ($params['addonId'] ?? 0) !== 0) {
            throw new Problem('Hostwright is not made for product addons: assign the module to a product of its own.');
        }
        $id = Text::plain($params['serviceid'] ?? '');
        if (preg_match('/^[1-9]\d{0,18}$/', $id) !== 1) {
            throw new Problem('WHMCS did not say which service this is about.');
        }
        return $id;
    }

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function of(array $params): array
    {
        $client = is_array($params['clientsdetails'] ?? null) ? $params['clientsdetails'] : [];
        $order = [
            'serviceId' => self::serviceId($params),
            'clientId' => Text::plain($params['userid'] ?? $client['userid'] ?? ''),
            'domain' => self::domain($params),
            'product' => self::product($params),
            'email' => Text::decoded($client['email'] ?? ''),
            'name' => self::name($client),
            'options' => self::map($params['configoptions'] ?? []),
            'customFields' => self::map($params['customfields'] ?? []),
            'language' => self::language($client),
        ];
        // As it is: what looks like an entity may be a part of it.
        $password = is_scalar($params['password'] ?? null) ? (string) $params['password'] : '';
        return $password === '' ? $order : $order + ['password' => self::password($password)];
    }

    /** @param array<string, mixed> $params */
    public static function product(array $params): string
    {
        $product = Settings::of($params)->product;
        if ($product === '') {
            throw new Problem('No Hostwright product is chosen: open the Module Settings of this product and choose one.');
        }
        return $product;
    }

    /** Replacing what can not be read would set another password than the one that WHMCS shows. */
    public static function password(string $password): string
    {
        if (!Text::isUtf8($password)) {
            throw new Problem('The password is not valid UTF-8: set another one.');
        }
        return $password;
    }

    /**
     * @param mixed $values
     * @return array<string, mixed>
     */
    public static function map(mixed $values): array
    {
        $map = [];
        foreach (is_array($values) ? $values : [] as $name => $value) {
            $map[Text::decoded((string) $name)] = is_scalar($value) ? Text::decoded($value) : $value;
        }
        return array_filter($map, static fn (mixed $value): bool => is_scalar($value) || $value === null);
    }

    /** @param array<string, mixed> $client */
    public static function language(array $client): string
    {
        $language = strtolower(Text::plain($client['language'] ?? ''));
        return preg_match('/^[a-z_-]{1,32}$/', $language) === 1 ? $language : 'english';
    }

    /** @param array<string, mixed> $params */
    private static function domain(array $params): string
    {
        // Some releases write the dots and dashes of a hostname in letters.
        $domain = Text::decoded($params['domain'] ?? '');
        return str_contains($domain, '.') ? $domain : str_replace(['DOT', 'DASH'], ['.', '-'], $domain);
    }

    /** @param array<string, mixed> $client */
    private static function name(array $client): string
    {
        $name = trim(Text::decoded($client['firstname'] ?? '') . ' ' . Text::decoded($client['lastname'] ?? ''));
        $name = $name !== '' ? $name : Text::decoded($client['companyname'] ?? '');
        return preg_match('/^.{0,200}/us', $name, $cut) === 1 ? $cut[0] : '';
    }
}
