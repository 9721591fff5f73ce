/** What Twilio knows of where a number belongs; unknown fields are empty, never absent. */
export interface PhonePlace {
  city: string;
  state: string;
  zip: string;
  country: string;
}

const areaCodes: Readonly<Record<string, readonly [city: string, state: string, zip: string]>> = {
  '206': ['SEATTLE', 'WA', '98101'],
  '212': ['NEW YORK', 'NY', '10001'],
  '312': ['CHICAGO', 'IL', '60601'],
  '415': ['SAN FRANCISCO', 'CA', '94105'],
  '617': ['BOSTON', 'MA', '02108'],
};

const countries: readonly (readonly [prefix: string, country: string])[] = [
  ['+1', 'US'],
  ['+33', 'FR'],
  ['+44', 'GB'],
  ['+49', 'DE'],
  ['+52', 'MX'],
  ['+61', 'AU'],
];

export function phonePlaceOf(number: string): PhonePlace {
  const country = countries.find(([prefix]) => number.startsWith(prefix))?.[1] ?? '';
  const areaCode = country === 'US' ? number.slice(2, 5) : '';
  const [city = '', state = '', zip = ''] = Object.hasOwn(areaCodes, areaCode) ? (areaCodes[areaCode] ?? []) : [];
  return { city, state, zip, country };
}
