"""What the walk's articles are made of, in the languages of its site."""

from __future__ import annotations

from random import Random

LOCALES = ("en", "fr", "de", "ar", "ja")
"""The first four are there from the beginning."""

NAMES = {"en": "English", "fr": "Français", "de": "Deutsch", "ar": "العربية", "ja": "日本語"}

TITLES = {
    "en": ("Rename a workspace", "Refund an order", "Invite your accountant", "Why a payout is late"),
    "fr": ("Renommer un espace", "Rembourser une commande", "Inviter votre comptable", "Un versement tarde"),
    "de": ("Arbeitsbereich umbenennen", "Bestellung erstatten", "Steuerbüro einladen", "Auszahlung spät"),
    "ar": ("إعادة تسمية مساحة العمل", "رد مبلغ طلب", "دعوة المحاسب", "لماذا تأخر التحويل"),
    "ja": ("ワークスペースの名前を変える", "注文を返金する", "会計士を招待する", "入金が遅い理由"),
}

HEADINGS = {
    "en": ("Before you begin", "Who can do this", "Afterwards", "Fees"),
    "fr": ("Avant de commencer", "Qui peut le faire", "Ensuite", "Tarifs"),
    "de": ("Vorher", "Wer das darf", "Danach", "Gebühren"),
    "ar": ("قبل البدء", "من يمكنه ذلك", "بعد ذلك", "الرسوم"),
    "ja": ("はじめに", "できる人", "そのあと", "料金"),
}

STEPS = {
    "en": "Step {n}: Open the orders",
    "fr": "Étape {n} : Ouvrez les commandes",
    "de": "Schritt {n}: Öffnen Sie die Bestellungen",
    "ar": "الخطوة {n}: افتح الطلبات",
    "ja": "手順{n}：注文を開く",
}

SENTENCES = {
    "en": (
        "Only owners see this page.",
        "Money arrives within two working days.",
        "The button is grey until every field is filled.",
        "Choose an order, and enter how much goes back.",
        "A colleague can approve it from a phone.",
    ),
    "fr": (
        "Seuls les propriétaires voient cette page.",
        "L’argent arrive sous deux jours ouvrés.",
        "Le bouton reste gris tant qu’un champ est vide.",
        "Choisissez une commande, puis le montant à rendre.",
        "Un collègue peut l’approuver depuis son téléphone.",
    ),
    "de": (
        "Nur Inhaber sehen diese Seite.",
        "Das Geld kommt binnen zwei Werktagen an.",
        "Die Schaltfläche bleibt grau, solange ein Feld leer ist.",
        "Wählen Sie die Bestellung und den Erstattungsbetrag.",
        "Im Team kann das jemand am Telefon freigeben.",
    ),
    "ar": (
        "لا يرى هذه الصفحة إلا المالكون.",
        "يصل المال خلال يومي عمل.",
        "يبقى الزر رماديًا حتى تُملأ كل الحقول.",
        "اختر الطلب ثم أدخل المبلغ المراد رده.",
        "يمكن لزميل أن يوافق من هاتفه.",
    ),
    "ja": (
        "このページは所有者だけに表示されます。",
        "お金は二営業日以内に届きます。",
        "すべての欄を埋めるまでボタンは灰色です。",
        "注文を選び、返す金額を入力します。",
        "同僚が電話から承認できます。",
    ),
}


def title(locale: str, random: Random) -> str:
    """A title; the number keeps most of them apart, and lets some be equal."""
    return f"{random.choice(TITLES[locale])} {random.randrange(60)}"


def sentence(locale: str, random: Random) -> str:
    """One sentence, and sometimes a word that nothing else has."""
    rare = f" **{random.randrange(10**6):06d}**" if random.random() < 0.5 else ""
    return random.choice(SENTENCES[locale]) + rare


def paragraph(locale: str, random: Random) -> str:
    """One to three sentences."""
    return " ".join(sentence(locale, random) for _ in range(random.randint(1, 3)))
