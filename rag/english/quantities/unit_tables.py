"""Tables of units and currencies, as people write them."""

# dimension | pint's name | size | spellings. Sizes are given for what is added up ("5 ft 11 in") or common
# enough to be worth doing without loading pint.
PHYSICAL = """
time | second | 1 | second, seconds, sec, secs
time | minute | 60 | minute, minutes, min, mins
time | hour | 3600 | hour, hours, hr, hrs, h
time | day | 86400 | day, days
time | week | 604800 | week, weeks, wk, wks
time | fortnight | 1209600 | fortnight, fortnights
time | month | 2629800 | month, months, mo, mos
time | year | 31557600 | year, years, yr, yrs, year old, years old, year olds, years of age
time | decade | 315576000 | decade, decades
time | century | 3155760000 | century, centuries
time | millisecond | 0.001 | millisecond, milliseconds, ms
length | meter | 1 | metre, metres, meter, meters, m
length | kilometer | 1000 | kilometre, kilometres, kilometer, kilometers, km, kms, Km, KM
length | centimeter | 0.01 | centimetre, centimetres, centimeter, centimeters, cm
length | millimeter | 0.001 | millimetre, millimetres, millimeter, millimeters, mm
length | mile | 1609.344 | mile, miles, mi
length | yard | 0.9144 | yard, yards, yd, yds
length | foot | 0.3048 | foot, feet, ft
length | inch | 0.0254 | inch, inches
length | nautical_mile | 1852 | nautical mile, nautical miles
length | light_year | | light year, light years
mass | kilogram | 1 | kilogram, kilograms, kilo, kilos, kg, kgs, Kg, KG
mass | gram | 0.001 | gram, grams, gramme, grammes, g
mass | milligram | 0.000001 | milligram, milligrams, mg
mass | microgram | | microgram, micrograms, µg, μg, mcg
mass | tonne | 1000 | tonne, tonnes, metric ton, metric tons, t
mass | short_ton | 907.18474 | ton, tons, short ton, short tons
mass | pound | 0.45359237 | lb, lbs
mass | ounce | 0.028349523125 | ounce, ounces, oz
mass | stone | 6.35029318 | stone
temperature | degC | | degree celsius, degrees celsius, degree centigrade, degrees centigrade, celsius, \
centigrade, °c, ° c, ℃, degrees c, C
temperature | degF | | degree fahrenheit, degrees fahrenheit, fahrenheit, °f, ° f, ℉, degrees f, F
temperature | kelvin | | kelvin, kelvins, K
temperature | degree | | degree, degrees, °
area | meter**2 | | square metre, square metres, square meter, square meters, sq m, sqm, m², m2
area | kilometer**2 | | square kilometre, square kilometres, square kilometer, square kilometers, \
sq km, km², km2
area | mile**2 | | square mile, square miles, sq mi, mi²
area | foot**2 | | square foot, square feet, sq ft, ft², ft2
area | hectare | | hectare, hectares, ha
area | acre | | acre, acres
volume | liter | | litre, litres, liter, liters, l, L
volume | milliliter | | millilitre, millilitres, milliliter, milliliters, ml, mL
volume | gallon | | gallon, gallons, gal
volume | oil_bbl | | barrel, barrels, bbl
volume | meter**3 | | cubic metre, cubic metres, cubic meter, cubic meters, m³, m3
volume | kilometer**3 | | cubic kilometre, cubic kilometres, cubic kilometer, cubic kilometers, km³, km3
volume | foot**3 | | cubic foot, cubic feet
speed | kilometer/hour | | km/h, kph, kmh, kilometres per hour, kilometers per hour, kilometres an hour, \
kilometers an hour
speed | mile/hour | | mph, MPH, mile per hour, miles per hour, miles an hour
speed | meter/second | | m/s, metre per second, metres per second, meter per second, meters per second
speed | knot | | knot, knots
energy | joule | | joule, joules, J
energy | kilojoule | | kilojoule, kilojoules, kJ
energy | megajoule | | megajoule, megajoules, MJ
energy | kilowatt_hour | | kilowatt hour, kilowatt hours, kWh
energy | megawatt_hour | | megawatt hour, megawatt hours, MWh
energy | gigawatt_hour | | gigawatt hour, gigawatt hours, GWh
energy | terawatt_hour | | terawatt hour, terawatt hours, TWh
energy | kilocalorie | | kilocalorie, kilocalories, calorie, calories, kcal
power | watt | | watt, watts, W
power | kilowatt | | kilowatt, kilowatts, kW
power | megawatt | | megawatt, megawatts, MW
power | gigawatt | | gigawatt, gigawatts, GW
power | terawatt | | terawatt, terawatts, TW
power | horsepower | | horsepower, hp
data | byte | | byte, bytes
data | kilobyte | | kilobyte, kilobytes, KB, kB
data | megabyte | | megabyte, megabytes, MB
data | gigabyte | | gigabyte, gigabytes, GB
data | terabyte | | terabyte, terabytes, TB
data | petabyte | | petabyte, petabytes, PB
data rate | megabit/second | | megabit per second, megabits per second, Mbps, Mbit/s
data rate | gigabit/second | | gigabit per second, gigabits per second, Gbps, Gbit/s
frequency | hertz | | hertz, Hz
frequency | kilohertz | | kilohertz, kHz
frequency | megahertz | | megahertz, MHz
frequency | gigahertz | | gigahertz, GHz
voltage | volt | | volt, volts, V
voltage | kilovolt | | kilovolt, kilovolts, kV
pressure | hectopascal | | hectopascal, hectopascals, hPa, millibar, millibars
pressure | psi | | psi, pounds per square inch
"""
MONEY = """
USD | $, dollar, dollars, buck, bucks, us$, us dollar, us dollars, \
american dollar, american dollars, u.s. dollars
AUD | a$, au$, australian dollar, australian dollars
CAD | c$, ca$, canadian dollar, canadian dollars
NZD | nz$, new zealand dollar, new zealand dollars
HKD | hk$, hong kong dollar, hong kong dollars
SGD | s$, singapore dollar, singapore dollars
TWD | nt$, taiwan dollar, taiwan dollars
BRL | r$, reais
EUR | €, euro, euros
GBP | £, pound, pounds, pound sterling, pounds sterling, quid
JPY | ¥, yen
CNY | cn¥, yuan, renminbi, chinese yuan
INR | ₹, rupee, rupees, rs, indian rupee, indian rupees
PKR | pakistani rupee, pakistani rupees
RUB | ₽, ruble, rubles, rouble, roubles
CHF | swiss franc, swiss francs
kr | kr, krone, kroner, krona, kronor
SEK | swedish krona, swedish kronor
NOK | norwegian krone, norwegian kroner
DKK | danish krone, danish kroner
KRW | ₩, korean won, south korean won
TRY | ₺, lira, liras, turkish lira
UAH | ₴, hryvnia, hryvnias
ILS | ₪, shekel, shekels
PLN | zloty, zlotys
MXN | mexican peso, mexican pesos
ZAR | rand
BTC | bitcoin, bitcoins
"""
CODES = (
    "USD AUD CAD NZD HKD SGD TWD BRL EUR GBP JPY CNY RMB INR PKR RUB CHF SEK NOK DKK KRW TRY UAH ILS PLN MXN "
    "ZAR BTC CZK HUF THB IDR AED SAR KZT"
)
SHARES = {
    "percent": ("percent", "percent", 1.0, "%, ％, percent, per cent, pct, percents"),
    "permille": ("percent", "per mille", 1 / 10, "‰, per mille"),
    "points": (
        "points",
        "percentage point",
        1.0,
        "percentage point, percentage points, percent point, percent points, pp, ppt, pps, % point, % points",
    ),
    "basis": ("points", "basis point", 1 / 100, "basis point, basis points, bp, bps"),
    "cent": ("money:USD", "cent", 1 / 100, "cent, cents, ¢"),
    "euro cent": ("money:EUR", "euro cent", 1 / 100, "euro cent, euro cents, eurocent, eurocents"),
    "penny": ("money:GBP", "penny", 1 / 100, "pence, penny"),
    "times": ("times", "times", 1.0, "times, ×, x, fold"),
}
# What a unit that does not name its country may also be: read as the commonest, not held against the others.
UNNAMED = {
    "$": "USD AUD CAD NZD HKD SGD TWD",
    "cent": "USD AUD CAD NZD HKD SGD EUR ZAR",
    "¥": "JPY CNY",
    "₹": "INR PKR",
    "rupee": "INR PKR",
    "rs": "INR PKR",
    "kr": "kr SEK NOK DKK",
}
UNNAMED |= dict.fromkeys(("dollar", "buck"), UNNAMED["$"])
UNNAMED |= dict.fromkeys(("krone", "krona", "kronor"), UNNAMED["kr"])
IRREGULAR = {
    "feet": "foot",
    "centuries": "century",
    "inches": "inch",
    "kroner": "krone",
    "square feet": "square foot",
}
PREFIXES = ("us", "a", "au", "c", "ca", "nz", "hk", "s", "nt", "r", "cn")  # before a "$" or "¥"
