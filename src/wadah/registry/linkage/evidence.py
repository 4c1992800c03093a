"""What each level says to a person, in Indonesian and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wadah.registry.linkage.levels import Level as L


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    id: str
    en: str


LEVEL_WORDS: Mapping[L, Words] = MappingProxyType(
    {
        L.NIB_SAME: Words("NIB sama", "same NIB"),
        L.NIB_OTHER: Words("NIB berbeda", "different NIB"),
        L.COOPERATIVE_SAME: Words("nomor induk koperasi sama", "same number of the cooperative"),
        L.COOPERATIVE_OTHER: Words("nomor induk koperasi berbeda", "different number of the cooperative"),
        L.NIK_SAME: Words("NIK pemilik sama", "same NIK of the owner"),
        L.NIK_OTHER: Words("NIK pemilik berbeda", "different NIK of the owner"),
        L.PHONE_SAME: Words("nomor telepon sama", "same telephone"),
        L.PHONE_SHARED: Words(
            "nomor telepon sama, tetapi dipakai banyak baris", "same telephone, but many rows carry it"
        ),
        L.PHONE_NEAR: Words("nomor telepon beda satu angka", "telephone differs by one digit"),
        L.PHONE_OTHER: Words("nomor telepon berbeda", "different telephone"),
        L.NAME_SAME_RARE: Words("nama sama dan jarang dipakai", "same name, a rare one"),
        L.NAME_SAME: Words("nama sama", "same name"),
        L.NAME_SAME_COMMON: Words("nama sama, tetapi umum dipakai", "same name, but a common one"),
        L.NAME_NEAR_RARE: Words(
            "nama sama dengan ejaan lain dan jarang dipakai", "same name spelt differently, a rare one"
        ),
        L.NAME_NEAR: Words("nama mirip (beda ejaan)", "similar name (spelt differently)"),
        L.NAME_WITHIN_RARE: Words(
            "nama yang satu termuat dalam nama yang lain", "one name stands within the other"
        ),
        L.NAME_WITHIN: Words(
            "nama umum yang satu termuat dalam yang lain", "one common name stands within the other"
        ),
        L.NAME_PARTLY: Words("nama sebagian sama", "names partly the same"),
        L.NAME_LOOKALIKE: Words("nama mirip tetapi katanya lain", "names look alike but are different words"),
        L.NAME_OTHER_KIND: Words(
            "nama sama tetapi jenis usaha lain", "same name but another kind of business"
        ),
        L.NAME_RIVALS: Words("nama masing-masing berbeda", "each has a name of its own"),
        L.NAME_LITTLE: Words("nama hanya sedikit sama", "names share little"),
        L.NAME_OTHER: Words("nama berbeda", "different names"),
        L.OWNER_SAME_RARE: Words("nama pemilik sama dan jarang dipakai", "same owner's name, a rare one"),
        L.OWNER_SAME: Words("nama pemilik sama", "same owner's name"),
        L.OWNER_NEAR: Words("nama pemilik mirip (beda ejaan)", "similar owner's name (spelt differently)"),
        L.OWNER_WITHIN: Words("nama pemilik yang satu lebih lengkap", "one owner's name is fuller"),
        L.OWNER_PARTLY: Words("nama pemilik sebagian sama", "owner's names partly the same"),
        L.OWNER_OTHER: Words("nama pemilik berbeda", "different owner's names"),
        L.ADDRESS_SAME: Words("alamat dan nomor rumah sama", "same street and house number"),
        L.ADDRESS_NEAR: Words("alamat mirip, nomor rumah sama", "similar street, same house number"),
        L.ADDRESS_CROWDED: Words(
            "alamat sama, tetapi banyak usaha di situ", "same address, but many stand there"
        ),
        L.ADDRESS_STREET: Words(
            "jalan sama, nomor rumah tidak lengkap", "same street, a house number missing"
        ),
        L.ADDRESS_NUMBER_OTHER: Words(
            "jalan sama, nomor rumah berbeda", "same street, different house number"
        ),
        L.ADDRESS_PARTLY_NUMBER: Words(
            "alamat sebagian sama, nomor rumah sama", "address partly the same, same house number"
        ),
        L.ADDRESS_PARTLY: Words("alamat sebagian sama", "address partly the same"),
        L.ADDRESS_NUMBER: Words("hanya nomor rumah yang sama", "only the house number is the same"),
        L.ADDRESS_OTHER: Words("alamat berbeda", "different address"),
        L.PLACE_VILLAGE: Words("desa/kelurahan sama", "same village"),
        L.PLACE_REGENCY: Words("kabupaten/kota sama", "same regency"),
        L.PLACE_SAME: Words("tempat sama", "same place"),
        L.PLACE_SAME_COMMON: Words("kota sama (banyak baris)", "same city (of many rows)"),
        L.PLACE_NEAR: Words("nama tempat mirip", "similar place name"),
        L.PLACE_OTHER_VILLAGE: Words(
            "desa/kelurahan berbeda, kabupaten/kota sama", "different village, same regency"
        ),
        L.PLACE_OTHER: Words("tempat berbeda", "different place"),
        L.POSTCODE_SAME: Words("kode pos sama", "same postal code"),
        L.POSTCODE_NEAR: Words("kode pos beda satu angka", "postal code differs by one digit"),
        L.POSTCODE_OTHER: Words("kode pos berbeda", "different postal code"),
        L.POINT_SAME: Words("titik koordinat sama", "same point on the map"),
        L.POINT_CROWDED: Words(
            "titik koordinat sama, tetapi banyak usaha di titik itu", "same point, but many stand on it"
        ),
        L.POINT_NEAR: Words("jarak kurang dari 150 m", "less than 150 m apart"),
        L.POINT_AROUND: Words("jarak kurang dari 1,5 km", "less than 1.5 km apart"),
        L.POINT_FAR: Words("berjauhan di peta", "far apart on the map"),
        L.ACTIVITY_SAME: Words("kegiatan sama", "same activity"),
        L.ACTIVITY_RELATED: Words("kegiatan sejenis", "related activity"),
        L.ACTIVITY_UNLIKE: Words("kegiatan ditulis lain", "activity in other words"),
        L.ACTIVITY_OTHER: Words("jenis usaha berbeda", "another line of business"),
    }
)
