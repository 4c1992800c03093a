"""`{{ session.user_agent|device }}`: the device in words."""

from django import template

from wadah.accounts.devices import device_words

register = template.Library()
register.filter("device", device_words)
