from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('email', '0002_tell_how_mail_goes'),
    ]

    operations = [
        migrations.AddField(
            model_name='oauthgrant',
            name='granted_at',
            field=models.DateTimeField(null=True),
        ),
    ]
