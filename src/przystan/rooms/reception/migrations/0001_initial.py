import django.contrib.postgres.fields
import django.db.models.deletion
import przystan.rooms.reception.types.tickets
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
        ('sites', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True)),
                    ('letter', models.CharField(max_length=1)),
                    ('name', models.CharField(max_length=120)),
                    ('name_en', models.CharField(max_length=120)),
                    ('name_uk', models.CharField(blank=True, db_default='', max_length=120)),
                    ('name_ru', models.CharField(blank=True, db_default='', max_length=120)),
                ],
                options={
                    'ordering': ('letter', 'code'),
                },
            ),
            migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('holder_key', models.CharField(max_length=64)),
                    ('language', models.CharField(max_length=5)),
                    ('contact', models.CharField(choices=[('mail', 'mail'), ('sms', 'sms')], max_length=4)),
                    ('recipient', models.CharField(blank=True, max_length=200)),
                    ('secret', models.CharField(max_length=32)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('code_hash', models.CharField(max_length=64)),
                    ('contact_key', models.CharField(max_length=64)),
                    ('network_key', models.CharField(max_length=64)),
                    ('wants_earlier', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reception.service')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='BookingAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('contact_key', models.CharField(blank=True, max_length=64)),
                    ('network_key', models.CharField(max_length=64)),
                    ('outcome', models.CharField(max_length=12)),
                ],
                options={
                    'ordering': ('id',),
                    'indexes': [models.Index(fields=['network_key', 'at'], name='reception_attempt_network'), models.Index(fields=['contact_key', 'at'], name='reception_attempt_contact')],
                },
            ),
            migrations.CreateModel(
                name='Counter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=4)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('branch', 'code'),
                },
            ),
            migrations.CreateModel(
                name='CounterSkill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField()),
                    ('services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, size=None)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='reception.counter')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='CounterStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_open', models.BooleanField()),
                    ('at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reception.counter')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='OpeningHours',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.SmallIntegerField()),
                    ('opens', models.TimeField(null=True)),
                    ('closes', models.TimeField(null=True)),
                    ('valid_from', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='PadPairing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code_hash', models.CharField(max_length=64)),
                    ('token_hash', models.CharField(max_length=64, null=True, unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.CharField(max_length=160)),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pads', to='reception.counter')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='PadTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('confirm', 'confirm'), ('sign', 'sign'), ('rate', 'rate')], max_length=8)),
                    ('statement', models.CharField(choices=[('handed_in', 'handed_in'), ('collected', 'collected'), ('data_checked', 'data_checked'), ('informed', 'informed'), ('visit', 'visit')], max_length=12)),
                    ('values', models.JSONField(default=dict)),
                    ('language', models.CharField(max_length=5)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.CharField(max_length=160)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='reception.padpairing')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='PadAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('strokes', models.JSONField(default=list)),
                    ('typed', models.CharField(blank=True, max_length=120)),
                    ('rating', models.SmallIntegerField(null=True)),
                    ('is_refused', models.BooleanField(default=False)),
                    ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='reception.padtask')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='BookingRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField()),
                    ('minutes', models.SmallIntegerField()),
                    ('buffer_minutes', models.SmallIntegerField()),
                    ('places', models.SmallIntegerField()),
                    ('daily_quota', models.SmallIntegerField()),
                    ('days_ahead', models.SmallIntegerField()),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reception.service')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='Slot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('lane', models.SmallIntegerField()),
                    ('released_at', models.DateTimeField()),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reception.service')),
                ],
                options={
                    'ordering': ('starts_at', 'lane'),
                },
            ),
            migrations.CreateModel(
                name='EarlierOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.SmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='reception.booking')),
                    ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='reception.slot')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.AddField(
                model_name='booking',
                name='slot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='reception.slot'),
            ),
            migrations.CreateModel(
                name='Ticket',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('sequence', models.IntegerField()),
                    ('number', models.CharField(max_length=8)),
                    ('language', models.CharField(max_length=5)),
                    ('taken_at', models.DateTimeField()),
                    ('token', models.CharField(max_length=32, null=True, unique=True)),
                    ('press', models.CharField(max_length=40, null=True, unique=True)),
                    ('channel', models.CharField(choices=[('reception', 'reception'), ('kiosk', 'kiosk'), ('booking', 'booking')], db_default='reception', max_length=10)),
                    ('booked_for', models.DateTimeField(null=True)),
                    ('estimate_low', models.SmallIntegerField(null=True)),
                    ('estimate_high', models.SmallIntegerField(null=True)),
                    ('booking', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='reception.booking')),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reception.service')),
                ],
                options={
                    'ordering': ('taken_at', 'id'),
                },
            ),
            migrations.AddField(
                model_name='padtask',
                name='ticket',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reception.ticket'),
            ),
            migrations.CreateModel(
                name='TicketEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('called', 'called'), ('serving', 'serving'), ('served', 'served'), ('no_show', 'no_show'), ('held', 'held'), ('redirected', 'redirected'), ('cancelled', 'cancelled')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('counter', models.CharField(blank=True, max_length=10)),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('reason', models.CharField(blank=True, db_default='', max_length=200)),
                    ('to_counter', models.CharField(blank=True, db_default='', max_length=10)),
                    ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reception.service')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reception.ticket')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='TicketLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='reception.ticket')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='TicketPriority',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('priority', models.CharField(choices=[('ordinary', 'ordinary'), ('disabled', 'disabled'), ('child', 'child'), ('stay_ends', 'stay_ends'), ('other', 'other')], max_length=12)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='reception.ticket')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='BookingEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.CharField(choices=[('booked', 'booked'), ('confirmed', 'confirmed'), ('moved', 'moved'), ('cancelled', 'cancelled'), ('reminded', 'reminded'), ('offered', 'offered'), ('came', 'came'), ('no_show', 'no_show')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reception.booking')),
                ],
                options={
                    'ordering': ('id',),
                    'indexes': [models.Index(fields=['booking', '-id'], name='reception_booking_latest')],
                },
            ),
            migrations.CreateModel(
                name='Closure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('opens', models.TimeField(null=True)),
                    ('closes', models.TimeField(null=True)),
                    ('note', models.CharField(max_length=200)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.branch')),
                ],
                options={
                    'ordering': ('day', 'id'),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('branch', 'day'), name='reception_closure_once'), models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__gt', models.F('opens')), ('closes__isnull', False), ('opens__isnull', False)), _connector='OR'), name='reception_other_hours_in_order')],
                },
            ),
            migrations.AddConstraint(
                model_name='counter',
                constraint=models.UniqueConstraint(fields=('branch', 'code'), name='reception_counter_once'),
            ),
            migrations.AddConstraint(
                model_name='openinghours',
                constraint=models.CheckConstraint(condition=models.Q(('weekday__gte', 0), ('weekday__lte', 6)), name='reception_weekday'),
            ),
            migrations.AddConstraint(
                model_name='openinghours',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__gt', models.F('opens')), ('closes__isnull', False), ('opens__isnull', False)), _connector='OR'), name='reception_opens_before_it_closes'),
            ),
            migrations.AddConstraint(
                model_name='padpairing',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('counter',), name='reception_pad_once'),
            ),
            migrations.AddConstraint(
                model_name='padpairing',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('taken_at__isnull', True)), fields=('code_hash',), name='reception_pad_code_once'),
            ),
            migrations.AddConstraint(
                model_name='padanswer',
                constraint=models.CheckConstraint(condition=models.Q(('rating__isnull', True), models.Q(('rating__gte', 1), ('rating__lte', 5)), _connector='OR'), name='reception_rating_of_five'),
            ),
            migrations.AddConstraint(
                model_name='bookingrule',
                constraint=models.CheckConstraint(condition=models.Q(('buffer_minutes__gte', 0), ('buffer_minutes__lte', 120), ('daily_quota__gte', 0), ('days_ahead__gte', 1), ('days_ahead__lte', 120), ('minutes__gte', 5), ('minutes__lte', 240), ('places__gte', 1), ('places__lte', 50)), name='reception_rule_in_bounds'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.UniqueConstraint(fields=('branch', 'service', 'starts_at', 'lane'), name='reception_lane_once'),
            ),
            migrations.AddConstraint(
                model_name='slot',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='reception_slot_lasts'),
            ),
            migrations.AddConstraint(
                model_name='earlieroffer',
                constraint=models.UniqueConstraint(fields=('booking', 'number'), name='reception_offer_number_once'),
            ),
            migrations.AddConstraint(
                model_name='earlieroffer',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 3)), name='reception_offers_at_most'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(fields=['code_hash'], name='reception_booking_by_code'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('slot',), name='reception_slot_once'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case',), name='reception_one_booking_a_case'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('holder_key', 'service'), name='reception_one_booking_a_holder'),
            ),
            migrations.AddIndex(
                model_name='ticket',
                index=models.Index(fields=['branch', 'day', 'id'], name='reception_ticket_of_day'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.UniqueConstraint(fields=('branch', 'day', 'service', 'sequence'), name='reception_number_once'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.UniqueConstraint(fields=('booking',), name='reception_one_ticket_of_booking'),
            ),
            migrations.AddConstraint(
                model_name='ticket',
                constraint=models.CheckConstraint(condition=models.Q(('sequence__gt', 0)), name='reception_from_one'),
            ),
            migrations.AddIndex(
                model_name='ticketevent',
                index=models.Index(fields=['ticket', '-id'], name='reception_event_latest'),
            ),
            migrations.AddConstraint(
                model_name='ticketevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', przystan.rooms.reception.types.tickets.TicketState['CALLED']), _negated=True), models.Q(('counter', ''), _negated=True), _connector='OR'), name='reception_called_to_counter'),
            ),
            migrations.AddConstraint(
                model_name='ticketevent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [przystan.rooms.reception.types.tickets.TicketState['HELD'], przystan.rooms.reception.types.tickets.TicketState['REDIRECTED']]), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reception_aside_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='ticketpriority',
                constraint=models.CheckConstraint(condition=models.Q(('priority', przystan.rooms.reception.types.tickets.Priority['ORDINARY']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reception_priority_has_reason'),
            ),
        ]),
    ]
