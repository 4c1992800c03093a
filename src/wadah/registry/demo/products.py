"""What businesses of South Sumatra make and sell, where each is common, how it is called and coded."""

from functools import cache
from typing import NamedTuple

from wadah.registry.demo.draw import lots, read_list, read_words


class Product(NamedTuple):
    """One line of business.

    `kinds` are words put before a name ("Toko", "Warung"), the first is the usual one and the others stand
    for the same shop; `generic` are names that hundreds bear; KBLI is kept for both editions, since equal
    codes are not equal meanings. `everywhere` is its weight in any kab/kota, `known_for` what is added where
    it is at home.
    """

    key: str
    kinds: tuple[str, ...]
    generic: tuple[str, ...]
    activities: tuple[str, ...]
    kbli_2020: str
    kbli_2025: str
    sales_million_idr: int
    everywhere: float
    in_market: float
    known_for: dict[str, float]


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


def _product(row: dict[str, str]) -> Product:
    return Product(
        key=row["key"],
        kinds=_items(row["kinds"]),
        generic=_items(row["generic"]),
        activities=_items(row["activities"]),
        kbli_2020=row["kbli_2020"],
        kbli_2025=row["kbli_2025"],
        sales_million_idr=int(row["sales_million"]),
        everywhere=float(row["everywhere"]),
        in_market=float(row["in_market"]),
        known_for={item[:5]: float(item[6:]) for item in _items(row["known_for"])},
    )


PRODUCTS: tuple[Product, ...] = tuple(_product(row) for row in read_list("products.csv"))
BY_KEY = {product.key: product for product in PRODUCTS}

_SHOPS = read_words("shops.toml")
# Fashionable or lucky names that thousands of shops bear.
BRANDS: tuple[str, ...] = tuple(_SHOPS["brands"])
# How clerks write the word before a shop's name.
KINDS: dict[str, list[str]] = _SHOPS["kinds"]


@cache
def product_lots(regency: str) -> tuple[Product, ...]:
    """Lines of business of a kab/kota, each as often as it is met there."""
    return lots(
        ((product, product.everywhere + product.known_for.get(regency, 0.0)) for product in PRODUCTS), 4000
    )
