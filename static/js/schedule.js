// Names day and hour on the button that schedules, while they are being typed. Without this script
// the page names them in a step of its own; the server reads both again in either case.
'use strict';
{
    const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];
    const two = (number) => String(number).padStart(2, '0');

    const dayOf = (text) => {
        const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
        if (!found) {
            return null;
        }
        const [date, month, year] = found.slice(1).map(Number);
        const day = new Date(Date.UTC(year, month - 1, date));
        return day.getUTCMonth() === month - 1 && day.getUTCDate() === date ? day : null;
    };

    const hourOf = (text) => {
        const found = /^\s*(\d{1,2})(?:[:h.g](\d{2})|h)\s*$/.exec(text);
        const [hour, minute] = found ? [Number(found[1]), Number(found[2] || 0)] : [24, 0];
        return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
    };

    document.querySelectorAll('[data-hen]').forEach((row) => {
        const form = row.closest('form');
        const look = row.querySelector('[value=gio]');
        const take = row.querySelector('[value=hen]');
        const sent = row.querySelector('[name=phut]');
        const day = form.querySelector('[name=day]');
        const hour = form.querySelector('[name=hour]');
        if (document.getElementById('con-vuong')) {
            return;
        }
        const name = () => {
            const date = dayOf(day.value);
            const time = hourOf(hour.value);
            take.hidden = !date || !time;
            look.hidden = !take.hidden;
            if (take.hidden) {
                sent.value = '';
                return;
            }
            const [d, m, y] = [two(date.getUTCDate()), two(date.getUTCMonth() + 1), date.getUTCFullYear()];
            sent.value = `${y}-${m}-${d}T${time}`;
            take.textContent = `${row.dataset.hen} ${time} ${WEEKDAYS[date.getUTCDay()]} ${d}/${m}/${y}, giờ Việt Nam`;
        };
        day.addEventListener('input', name);
        hour.addEventListener('input', name);
        name();
    });
}
