"""Colours that can be read."""

from __future__ import annotations

import pytest

from app.kernel.fields import Tone
from ui.kit.palette import DARK, LIGHT, Palette, contrast

TEXT, PART = 4.5, 3.0


def test_contrast_is_counted_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_can_be_read_on_every_ground(palette: Palette):
    grounds = (palette.page, palette.side, palette.raised, palette.hover, palette.selected)
    faint = {
        (ink, ground): contrast(ink, ground)
        for ink in (palette.ink, palette.quiet, palette.accent)
        for ground in grounds
        if contrast(ink, ground) < TEXT
    }
    assert faint == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_buttons_and_badges_can_be_read(palette: Palette):
    pairs = [(palette.on_accent, palette.accent), (palette.on_accent, palette.accent_hover)]
    pairs += [(pair.ink, pair.ground) for pair in palette.tones.values()] + [(pair.ink, palette.page) for pair in palette.tones.values()]
    assert [pair for pair in pairs if contrast(*pair) < TEXT] == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_border_of_a_field_stands_out(palette: Palette):
    assert contrast(palette.edge, palette.page) >= PART
    assert contrast(palette.accent, palette.page) >= PART


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_tone_has_a_colour(palette: Palette):
    assert set(palette.tones) == set(Tone)
